import { createContext, use, useEffect, useMemo, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";

interface OpenPanel {
  readonly header: string;
  readonly close: () => void;
}

interface PanelState {
  readonly open: OpenPanel | undefined;
  readonly setOpen: (panel: OpenPanel | undefined) => void;
  readonly slot: HTMLElement | null;
  readonly setSlot: (slot: HTMLElement | null) => void;
}

const PanelContext = createContext<PanelState | undefined>(undefined);

export function PanelProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<OpenPanel | undefined>(undefined);
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const value = useMemo(() => ({ open, setOpen, slot, setSlot }), [open, slot]);
  return <PanelContext value={value}>{children}</PanelContext>;
}

export function usePanel(): PanelState {
  const panel = use(PanelContext);
  if (!panel) throw new Error("outside of PanelProvider");
  return panel;
}

/** While rendered, the shell's split panel is open with this in it. */
export function Panel({ header, onClose, children }: { header: string; onClose: () => void; children: ReactNode }) {
  const { setOpen, slot } = usePanel();
  useEffect(() => {
    setOpen({ header, close: onClose });
    return () => setOpen(undefined);
  }, [header, onClose, setOpen]);
  return slot ? createPortal(children, slot) : null;
}
