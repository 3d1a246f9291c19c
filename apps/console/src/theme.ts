import type { ThemeConfig } from 'antd';

const FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', system-ui, sans-serif";

/** A calm deep blue on white; colours of text keep a contrast of 4.5 to 1. style.css has the same values. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1a5a96',
    colorLink: '#1a5a96',
    colorLinkHover: '#0f3557',
    colorLinkActive: '#0f3557',
    colorError: '#b3261e',
    colorWarning: '#8a5300',
    colorSuccess: '#1e6b45',
    colorErrorBg: '#fceeed',
    colorErrorBorder: '#efc4c1',
    colorWarningBg: '#fdf6e8',
    colorWarningBorder: '#ecd3a4',
    colorSuccessBg: '#e8f4ed',
    colorSuccessBorder: '#b5d8c4',
    colorInfo: '#1a5a96',
    colorInfoBg: '#eaf2f9',
    colorInfoBorder: '#bdd5ea',
    colorText: '#1c2733',
    colorTextSecondary: '#4d5b6a',
    colorTextTertiary: '#5b6877',
    colorTextDescription: '#5b6877',
    colorTextPlaceholder: '#667382',
    colorBorder: '#c6d0db',
    colorBorderSecondary: '#e2e8ef',
    borderRadius: 4,
    fontFamily: FONT,
    fontSize: 14,
  },
};

/** The same for who has asked that nothing moves. */
export const themeAtRest: ThemeConfig = { ...theme, token: { ...theme.token, motion: false } };
