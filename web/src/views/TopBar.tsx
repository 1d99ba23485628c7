import TopNavigation, { type TopNavigationProps } from "@cloudscape-design/components/top-navigation";
import { useState } from "react";
import { api } from "../api";
import type { Principal } from "../contract/session";
import { chooseAppearance, useAppearance } from "../hooks/appearance";
import { useDo } from "../hooks/notifications";
import { useSession, useSessionActions } from "../hooks/session";
import { useLoad } from "../hooks/useLoad";

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(":") + 1);
const SELF = "self";

/** Who is here, where, and as whom. */
export function TopBar({ onJump }: { onJump: () => void }) {
  const session = useSession();
  const { signOut, actAs } = useSessionActions();
  const appearance = useAppearance();
  const doing = useDo();
  const [round, setRound] = useState(0);
  const principals = useLoad((signal) => api.principals(signal), [session.principal, round]);
  const acting = session.actingAs ?? session.principal;

  const utilities: TopNavigationProps.Utility[] = [
    { type: "button", iconName: "search", text: "Go to an id", ariaLabel: "Go to an id (Ctrl K)", title: "Ctrl K", onClick: onJump },
    { type: "button", text: `${session.account} · ${session.region}`, disableUtilityCollapse: false },
    {
      type: "menu-dropdown",
      iconName: "user-profile",
      text: session.actingAs ? `Acting as ${nameOf(acting)}` : nameOf(acting),
      description: acting,
      ariaLabel: `Signed in as ${nameOf(session.principal)}, acting as ${nameOf(acting)}`,
      items: menu(session.principal, session.actingAs, principals.data?.principals ?? []),
      onItemClick: ({ detail }) => {
        if (detail.id === "sign-out") void doing("Signed out", signOut);
        else if (detail.id === "refresh") setRound(round + 1);
        else {
          const principal = detail.id === SELF ? null : detail.id;
          void doing(`Acting as ${nameOf(principal ?? session.principal)}`, () => actAs(principal));
        }
      },
    },
    {
      type: "button",
      iconSvg: appearance === "dark" ? sun : moon,
      ariaLabel: appearance === "dark" ? "Use light colours" : "Use dark colours",
      title: appearance === "dark" ? "Light" : "Dark",
      onClick: () => chooseAppearance(appearance === "dark" ? "light" : "dark"),
    },
  ];
  return <TopNavigation identity={{ href: "/", logo: { src: "/logo.svg", alt: "Keytrail" } }} utilities={utilities} />;
}

function menu(self: string, actingAs: string | undefined, principals: readonly Principal[]): TopNavigationProps.MenuDropdownUtility["items"] {
  const choice = (id: string, arn: string, chosen: boolean) => ({ id, text: nameOf(arn), description: arn, ...(chosen ? { iconName: "check" as const } : {}) });
  const others = principals.filter((principal) => principal.arn !== self);
  return [
    {
      id: "acting",
      text: "Act as",
      items: [choice(SELF, self, actingAs === undefined), ...others.map(({ arn }) => choice(arn, arn, arn === actingAs))],
    },
    { id: "session", text: "Session", items: [{ id: "refresh", text: "Look for new principals" }, { id: "sign-out", text: "Sign out" }] },
  ];
}

const moon = (
  <svg viewBox="0 0 16 16" focusable="false" aria-hidden="true">
    <path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3Z" fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" />
  </svg>
);
const sun = (
  <svg viewBox="0 0 16 16" focusable="false" aria-hidden="true">
    <circle cx="8" cy="8" r="3" fill="none" stroke="currentColor" strokeWidth="2" />
    <path d="M8 .8v2M8 13.2v2M.8 8h2M13.2 8h2M3 3l1.4 1.4M11.6 11.6 13 13M3 13l1.4-1.4M11.6 4.4 13 3" fill="none" stroke="currentColor" strokeWidth="2" />
  </svg>
);
