import { App as Messages, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import chinese from 'dayjs/locale/zh-cn';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queryClient } from './api/query-client.ts';
import { LanguageProvider, useLanguage } from './language/language.tsx';
import { within } from './parts/form-dialog.tsx';
import { useStill } from './parts/media.ts';
import { router } from './router.tsx';
import { Gate } from './session/gate.tsx';
import { theme, themeAtRest } from './theme.ts';

// Calendars mark the day of the bureau as today.
dayjs.extend(utc);
dayjs.extend(timezone);
dayjs.tz.setDefault('Asia/Shanghai');

/** The whole console. @param nonce of this page's answer, which the styles written as it runs must name */
export function Console({ nonce }: { readonly nonce: string }) {
  return (
    <LanguageProvider>
      <Dressed nonce={nonce} />
    </LanguageProvider>
  );
}

function Dressed({ nonce }: { readonly nonce: string }) {
  const { language } = useLanguage();
  const still = useStill();
  dayjs.locale(language === 'zh' ? chinese : 'en');
  return (
    <ConfigProvider
      csp={{ nonce }}
      theme={still ? themeAtRest : theme}
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      getPopupContainer={within}
    >
      <Messages>
        <QueryClientProvider client={queryClient}>
          <Gate>
            <RouterProvider router={router} />
          </Gate>
        </QueryClientProvider>
      </Messages>
    </ConfigProvider>
  );
}
