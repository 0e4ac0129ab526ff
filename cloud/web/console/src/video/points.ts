/** What detectors raise. */
export const POINTS = ['no-helmet', 'no-vest', 'fire', 'smoke', 'intrusion', 'people', 'vehicles'] as const;
export type Point = (typeof POINTS)[number];

export const SPANS = { d1: 86_400_000, d7: 7 * 86_400_000, d30: 30 * 86_400_000 } as const;
export type SpanName = keyof typeof SPANS;

export const isPoint = (text: string): text is Point => POINTS.some((one) => one === text);
