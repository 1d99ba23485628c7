import type { Theme } from "@cloudscape-design/components/theming";

const sans = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
const mono = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';
const pine = { light: "#0b6b57", dark: "#5fd0b4" };
const pineDeep = { light: "#084f40", dark: "#8be4cd" };
const pineWash = { light: "#eaf5f2", dark: "#12312a" };

/** Keytrail's own colours and shapes, as Cloudscape's tokens. */
export const theme: Theme = {
  tokens: {
    fontFamilyBase: sans,
    fontFamilyHeading: sans,
    fontFamilyDisplay: sans,
    fontFamilyMonospace: mono,
    borderRadiusButton: "6px",
    borderRadiusContainer: "8px",
    borderRadiusInput: "6px",
    borderRadiusToken: "6px",
    borderRadiusDialog: "8px",
    colorBackgroundButtonPrimaryDefault: pine,
    colorBackgroundButtonPrimaryHover: pineDeep,
    colorBackgroundButtonPrimaryActive: pineDeep,
    colorBorderButtonPrimaryDefault: pine,
    colorBorderButtonPrimaryHover: pineDeep,
    colorTextButtonPrimaryDefault: { light: "#ffffff", dark: "#06231c" },
    colorTextButtonPrimaryHover: { light: "#ffffff", dark: "#06231c" },
    colorTextButtonPrimaryActive: { light: "#ffffff", dark: "#06231c" },
    colorBorderButtonNormalDefault: pine,
    colorBorderButtonNormalHover: pineDeep,
    colorBorderButtonNormalActive: pineDeep,
    colorTextButtonNormalDefault: pine,
    colorTextButtonNormalHover: pineDeep,
    colorTextButtonNormalActive: pineDeep,
    colorBackgroundButtonNormalHover: pineWash,
    colorBackgroundButtonNormalActive: pineWash,
    colorTextButtonLinkDefault: pine,
    colorTextButtonLinkHover: pineDeep,
    colorTextButtonLinkActive: pineDeep,
    colorBackgroundButtonLinkHover: pineWash,
    colorBackgroundButtonLinkActive: pineWash,
    colorTextLinkDefault: pine,
    colorTextLinkHover: pineDeep,
    colorTextAccent: pine,
    colorBackgroundControlChecked: pine,
    colorBorderInputFocused: pine,
    colorBorderItemFocused: pine,
    colorItemSelected: pine,
    colorBorderItemSelected: pine,
    colorBackgroundItemSelected: pineWash,
    colorBackgroundSegmentActive: pine,
    colorBackgroundLayoutToggleSelectedDefault: pine,
    colorTextSideNavigationItemActive: pine,
    colorTextLayoutToggleSelected: { light: "#ffffff", dark: "#06231c" },
    colorTextTopNavigationTitle: { light: "#0f2a24", dark: "#e6f4f0" },
  },
};
