import { theme as antd, type ThemeConfig } from 'antd';
import { token, type ThemeName } from './tokens';

/** antd's theme out of our tokens: antd adds no colour of its own choice. */
export function antdTheme(name: ThemeName, phone: boolean): ThemeConfig {
  const control = phone ? 44 : 32;
  return {
    algorithm: name === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: token('accent'),
      colorLink: token('accent'),
      colorInfo: token('accent'),
      colorError: token('level-1'),
      colorWarning: token('level-3'),
      colorSuccess: token('good'),
      colorSuccessBg: token('good-tint'),
      colorSuccessBorder: token('good'),
      colorErrorBg: token('level-1-tint'),
      colorWarningBg: token('level-3-tint'),
      colorInfoBg: token('accent-tint'),
      colorText: token('text-1'),
      colorTextSecondary: token('text-2'),
      colorTextTertiary: token('text-3'),
      colorTextPlaceholder: token('text-3'),
      colorBgBase: token('surface-1'),
      colorBgLayout: token('surface-0'),
      colorBgContainer: token('surface-1'),
      colorBgElevated: token('surface-1'),
      colorBorder: token('line-strong'),
      colorBorderSecondary: token('line'),
      borderRadius: 6,
      borderRadiusLG: 8,
      fontFamily: token('font'),
      fontSize: phone ? 16 : 14,
      controlHeight: control,
      fontWeightStrong: 600,
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.2s',
    },
    components: {
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
      Drawer: { paddingLG: phone ? 16 : 20 },
      Tooltip: { colorBgSpotlight: name === 'dark' ? token('surface-2') : token('text-1'), fontSize: 13 },
    },
  };
}
