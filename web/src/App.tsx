import { I18nProvider, type I18nProviderProps } from "@cloudscape-design/components/i18n";
import english from "@cloudscape-design/components/i18n/messages/all.en.json";
import { useEffect } from "react";
import { followOwnLinks } from "./hooks/location";
import { NoticesProvider } from "./hooks/notifications";
import { PanelProvider } from "./hooks/panel";
import { SessionProvider, useSessionActions } from "./hooks/session";
import { Failure } from "./ui/Failure";
import { Loading } from "./ui/Loading";
import { Shell } from "./views/Shell";
import { Outside, SignIn } from "./views/SignIn";

function Gate() {
  const { known } = useSessionActions();
  switch (known.state) {
    case "asking":
      return (
        <Outside>
          <Loading what="session" />
        </Outside>
      );
    case "signedOut":
      return <SignIn />;
    case "failed":
      return (
        <Outside>
          <Failure what="read your session" failure={known.failure} retry={() => window.location.reload()} />
        </Outside>
      );
    case "signedIn":
      return <Shell />;
  }
}

export function App() {
  useEffect(() => {
    document.addEventListener("click", followOwnLinks);
    return () => document.removeEventListener("click", followOwnLinks);
  }, []);
  return (
    <I18nProvider locale="en" messages={[english as I18nProviderProps.Messages]}>
      <SessionProvider>
        <NoticesProvider>
          <PanelProvider>
            <Gate />
          </PanelProvider>
        </NoticesProvider>
      </SessionProvider>
    </I18nProvider>
  );
}
