export * from './filter';
export * from './form';
export * from './listState';
export * from './pivot';
export * from './text';
export * from './key';
