import AppLayout from "@cloudscape-design/components/app-layout";
import Flashbar from "@cloudscape-design/components/flashbar";
import SideNavigation, { type SideNavigationProps } from "@cloudscape-design/components/side-navigation";
import { lazy, Suspense, useEffect, useState } from "react";
import { navigate, useLocation } from "../hooks/location";
import { useNotices } from "../hooks/notifications";
import { usePanel } from "../hooks/panel";
import { goToSearch } from "../hooks/searchFocus";
import { useSession } from "../hooks/session";
import { routeOf, titleOf, type Route } from "../state/route";
import { isTyping, shortcutOf } from "../state/shortcut";
import { Loading } from "../ui/Loading";
import { NotFound } from "./NotFound";
import { TopBar } from "./TopBar";

const Overview = lazy(() => import("./Overview"));
const Simulator = lazy(() => import("./Simulator"));
const Audit = lazy(() => import("./Audit"));
const WorkSpaces = lazy(() => import("./WorkSpaces"));
const Keys = lazy(() => import("./Keys"));
const Key = lazy(() => import("./Key"));
const Jump = lazy(() => import("../ui/Jump"));
const Shortcuts = lazy(() => import("../ui/Shortcuts"));
const SplitPanel = lazy(() => import("@cloudscape-design/components/split-panel"));

const links: SideNavigationProps.Item[] = [
  { type: "link", text: "Overview", href: "/" },
  { type: "link", text: "Simulator", href: "/simulate" },
  { type: "link", text: "Audit", href: "/audit" },
  { type: "link", text: "WorkSpaces", href: "/workspaces" },
  { type: "link", text: "Keys", href: "/keys" },
  { type: "divider" },
  { type: "link", text: "HTTP API (OpenAPI)", href: "/openapi.json", external: true },
];

function View({ route }: { route: Route }) {
  switch (route.page) {
    case "overview":
      return <Overview />;
    case "simulator":
      return <Simulator key={route.id ?? route.search} id={route.id} search={route.search} />;
    case "audit":
      return <Audit search={route.search} />;
    case "workspaces":
      return <WorkSpaces search={route.search} />;
    case "keys":
      return <Keys search={route.search} />;
    case "key":
      return <Key key={route.id} id={route.id} search={route.search} />;
    case "signIn":
    case "unknown":
      return <NotFound />;
  }
}

const sectionOf = (pathname: string): string => `/${pathname.split("/")[1] ?? ""}`;

/** Navigation, notices and the split panel around one page. */
export function Shell() {
  const { pathname, search } = useLocation();
  const route = routeOf(pathname, search);
  const session = useSession();
  const { notices, dismiss } = useNotices();
  const panel = usePanel();
  const [overlay, setOverlay] = useState<"jump" | "help" | undefined>(undefined);
  const [navigationOpen, setNavigationOpen] = useState(() => window.innerWidth >= 1100);
  const title = titleOf(route);

  useEffect(() => {
    document.title = route.page === "overview" ? "Keytrail" : `${title} · Keytrail`;
  }, [route.page, title]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const shortcut = shortcutOf(event, isTyping(event.composedPath()));
      if (!shortcut || (shortcut === "search" && !goToSearch())) return;
      event.preventDefault();
      if (shortcut !== "search") setOverlay(shortcut);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);

  return (
    <>
      <div id="top" className="kt-top">
        <TopBar onJump={() => setOverlay("jump")} />
      </div>
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigationWidth={220}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        navigation={
          <div className="kt-navigation">
            <SideNavigation activeHref={sectionOf(pathname)} items={links} />
            <p className="kt-quiet">Keytrail {session.version || __VERSION__}. Not affiliated with AWS.</p>
          </div>
        }
        notifications={
          <Flashbar
            items={notices.map(({ id, type, text }) => ({ id: String(id), type, content: text, dismissible: true, dismissLabel: "Dismiss", onDismiss: () => dismiss(id), ariaRole: type === "error" ? "alert" : "status" }))}
          />
        }
        splitPanelOpen={panel.open !== undefined}
        onSplitPanelToggle={({ detail }) => {
          if (!detail.open) panel.open?.close();
        }}
        splitPanelPreferences={{ position: window.innerWidth >= 1800 ? "side" : "bottom" }}
        splitPanel={
          panel.open && (
            <Suspense>
              <SplitPanel header={panel.open.header} closeBehavior="hide" hidePreferencesButton>
                <div ref={panel.setSlot} />
              </SplitPanel>
            </Suspense>
          )
        }
        content={
          // Another identity sees another world: nothing of the page before stays.
          <Suspense key={session.actingAs ?? session.principal} fallback={<Loading what="page" />}>
            <View route={route} />
          </Suspense>
        }
      />
      <Suspense>
        {overlay === "jump" && (
          <Jump
            onDismiss={() => setOverlay(undefined)}
            onGo={(href) => {
              setOverlay(undefined);
              navigate(href);
            }}
          />
        )}
        {overlay === "help" && <Shortcuts onDismiss={() => setOverlay(undefined)} />}
      </Suspense>
    </>
  );
}
