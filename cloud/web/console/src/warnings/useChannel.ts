import { useTranslation } from 'react-i18next';

export const CHANNELS = ['in-app', 'wecom', 'dingtalk', 'webhook', 'sms', 'voice', 'email'] as const;

export function useChannel(): (channel: string) => string {
  const { t } = useTranslation();
  return (channel) => {
    const known = CHANNELS.find((one) => one === channel);
    return known === undefined ? channel : t(`channel.${known}`);
  };
}
