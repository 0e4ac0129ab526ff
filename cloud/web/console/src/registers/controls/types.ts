/** A control of a form: antd gives it its value and takes the next one. */
export interface ControlProps<T> {
  id?: string;
  value?: T;
  onChange?: (value: unknown) => void;
  disabled?: boolean;
}
