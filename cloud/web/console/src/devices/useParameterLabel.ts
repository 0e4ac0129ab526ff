import { useLanguage } from '@edge/ui';
import { useSensorTypes } from '../app/queries';

/** Name of a device parameter with its unit; an unknown one keeps its id. */
export function useParameterLabel(sensorType: string): (id: string) => string {
  const language = useLanguage();
  const { data } = useSensorTypes();
  const known = data?.find((one) => one.id === sensorType)?.parameters ?? [];
  return (id) => {
    const found = known.find((one) => one.id === id);
    if (found === undefined) return id;
    const name = language === 'zh' ? found.label : found.labelEn;
    return found.unit === '' ? name : `${name} (${found.unit})`;
  };
}
