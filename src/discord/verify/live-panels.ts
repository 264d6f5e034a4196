import { memberKey, type Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';
import type { PanelState } from '../../otp/panel-state.ts';

/** A panel as it should look now, and when it will look different by itself: `Infinity` for never. */
export interface Frame<V> {
  readonly view: V;
  readonly changesAt: Ms;
}

/** An open panel. `draw` is asked for the present frame, with where the member stands if that was just read; `edit` puts it on the member's screen. */
export interface LivePanel<V> {
  readonly who: Who;
  readonly draw: (known?: PanelState) => Promise<Frame<V> | undefined>;
  readonly edit: (view: V) => Promise<void>;
}

/** A message of a member's own. */
export interface Shown {
  /** The interaction that it was made for. */
  readonly id: string;
  /** Takes away what can be pressed. */
  readonly close: () => Promise<void>;
}

/** A message can be edited for 15 minutes after its interaction; stop a little before. */
export const EDITABLE: Ms = 14.5 * 60_000;
const MOST_PANELS = 10_000;

/**
 * Keeps open panels true without a click: redraws one when a waiting time ends or the carrier reports. Held in memory only:
 * after a restart a panel stands still until its member presses something.
 */
export function createLivePanels<V>(clock: Clock, onError: (error: unknown) => void) {
  const open = new Map<string, { panel: LivePanel<V>; until: Ms; cancel: () => void }>();
  const latest = new Map<string, Shown & { readonly until: Ms }>();

  function forget(who: Who): void {
    open.get(memberKey(who))?.cancel();
    open.delete(memberKey(who));
  }

  async function refresh(who: Who, known?: PanelState): Promise<void> {
    const entry = open.get(memberKey(who));
    if (!entry) return;
    if (clock.now() >= entry.until) return forget(who);
    try {
      const frame = await entry.panel.draw(known);
      if (open.get(memberKey(who)) !== entry) return;
      if (!frame) return forget(who);
      schedule(entry, frame.changesAt);
      await entry.panel.edit(frame.view);
    } catch (error) {
      if (open.get(memberKey(who)) === entry) forget(who);
      onError(error);
    }
  }

  function schedule(entry: { panel: LivePanel<V>; until: Ms; cancel: () => void }, changesAt: Ms): void {
    entry.cancel();
    entry.cancel = () => {};
    if (changesAt >= entry.until) return;
    entry.cancel = clock.after(Math.max(changesAt - clock.now(), 0), () => void refresh(entry.panel.who));
  }

  return {
    /**
     * The member now looks at this message. Of an earlier one, as far as it can still be edited, nothing can be pressed any more; where it
     * cannot, or another process showed it, its buttons answer with how things stand.
     */
    attend(who: Who, shown: Shown): void {
      const key = memberKey(who);
      const before = latest.get(key);
      latest.delete(key);
      if (latest.size >= MOST_PANELS) for (const oldest of [...latest.keys()].slice(0, 1)) latest.delete(oldest);
      latest.set(key, { ...shown, until: clock.now() + EDITABLE });
      if (before && before.id !== shown.id && clock.now() < before.until) before.close().catch(onError);
    },
    /** The member's message has nothing to press any more, and stays as it is. */
    leave(who: Who): void {
      latest.delete(memberKey(who));
    },
    /** The member now looks at `panel`, which was just drawn and changes at `changesAt`. Replaces an earlier one. */
    follow(panel: LivePanel<V>, changesAt: Ms): void {
      forget(panel.who);
      const oldest = open.size >= MOST_PANELS ? open.values().next().value : undefined;
      if (oldest) forget(oldest.panel.who);
      const entry = { panel, until: clock.now() + EDITABLE, cancel: () => {} };
      open.set(memberKey(panel.who), entry);
      schedule(entry, changesAt);
    },
    /** Draws the member's panel again, if one is open. Never throws. @param known where they stand, if that was just read */
    refresh,
    /** The member now looks at something else. */
    forget,
    stop(): void {
      for (const entry of [...open.values()]) forget(entry.panel.who);
    },
  };
}
