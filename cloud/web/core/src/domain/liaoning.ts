export interface City {
  code: string;
  name: string;
  nameEn: string;
  longitude: number;
  latitude: number;
}

/** The fourteen cities of Liaoning: GB/T 2260 codes and the city seats in degrees. */
export const CITIES: readonly City[] = [
  { code: '210100', name: '沈阳市', nameEn: 'Shenyang', longitude: 123.43, latitude: 41.8 },
  { code: '210200', name: '大连市', nameEn: 'Dalian', longitude: 121.61, latitude: 38.91 },
  { code: '210300', name: '鞍山市', nameEn: 'Anshan', longitude: 122.99, latitude: 41.11 },
  { code: '210400', name: '抚顺市', nameEn: 'Fushun', longitude: 123.96, latitude: 41.88 },
  { code: '210500', name: '本溪市', nameEn: 'Benxi', longitude: 123.77, latitude: 41.29 },
  { code: '210600', name: '丹东市', nameEn: 'Dandong', longitude: 124.36, latitude: 40.0 },
  { code: '210700', name: '锦州市', nameEn: 'Jinzhou', longitude: 121.13, latitude: 41.1 },
  { code: '210800', name: '营口市', nameEn: 'Yingkou', longitude: 122.23, latitude: 40.67 },
  { code: '210900', name: '阜新市', nameEn: 'Fuxin', longitude: 121.67, latitude: 42.02 },
  { code: '211000', name: '辽阳市', nameEn: 'Liaoyang', longitude: 123.24, latitude: 41.27 },
  { code: '211100', name: '盘锦市', nameEn: 'Panjin', longitude: 122.07, latitude: 41.12 },
  { code: '211200', name: '铁岭市', nameEn: 'Tieling', longitude: 123.84, latitude: 42.29 },
  { code: '211300', name: '朝阳市', nameEn: 'Chaoyang', longitude: 120.45, latitude: 41.57 },
  { code: '211400', name: '葫芦岛市', nameEn: 'Huludao', longitude: 120.84, latitude: 40.71 },
];

/** True when a division lies in an area; an area code ends in zeros at its own level. */
export function within(division: string, area: string | undefined): boolean {
  return area === undefined || area === '' || division.startsWith(area.replace(/(00)+$/, ''));
}
