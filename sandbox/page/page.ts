import type { Act } from '../control/acts.ts';
import type { PageView } from '../control/view.ts';

/** What only this browser knows: where one looks, what is half typed, which list is open. */
export interface Ui {
  readonly tab: 'server' | 'phone' | 'tools';
  readonly typed: string;
  /** The highlighted suggestion of the command box. */
  readonly active: number;
  /** The command whose options are being filled in. */
  readonly draft: Draft | null;
  /** The one open list of choices. */
  readonly list: { readonly key: string; readonly active: number; readonly chosen: readonly string[] } | null;
  /** What stands in the middle: the open channel, or a page about the server. */
  readonly place: 'channel' | 'members' | 'settings' | 'audit';
  /** The open context menu: on which member, where, and what gets the focus back. */
  readonly menu: { readonly userId: string; readonly x: number; readonly y: number; readonly origin: string } | null;
  /** What was chosen in selects, by their key. */
  readonly picks: Readonly<Record<string, readonly string[]>>;
  /** Which of the phone's apps is in front. */
  readonly app: 'sms' | 'whatsapp';
  /** Calls whose screen was closed, and texts that were dismissed at the top of a narrow screen. */
  readonly closedCalls: readonly string[];
  readonly dismissed: readonly string[];
  /** How many texts were seen in each app of each phone. */
  readonly seen: Readonly<Record<string, number>>;
  /** The person just switched to, until the first view for them comes. */
  readonly playing: string | null;
  /** The number of the phone in front; the viewer's own when null. */
  readonly phone: string | null;
  readonly guideClosed: boolean;
  readonly offline: boolean;
  /** The page's own colours, or those of Discord's client. */
  readonly look: Look;
  /** The last refused act, in a sentence. */
  readonly problem: string | null;
}

export type Look = 'ours' | 'discord';

export interface Draft {
  readonly name: string;
  readonly values: Readonly<Record<string, string | number | boolean>>;
  /** What stands in the options' text boxes. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What every part of the page draws from and acts through. */
export interface Page {
  readonly view: PageView;
  readonly ui: Ui;
  /** Whether all parts are shown side by side, and not one at a time. */
  readonly wide: boolean;
  /** The sandbox's present instant, ms. */
  readonly now: number;
  act(act: Act): void;
  change(change: Partial<Ui>): void;
  /** Moves the focus to the first match once the page is redrawn. */
  focus(selector: string): void;
  play(viewerId: string): void;
  enter(channelId: string): void;
}

/** Whether a part of the page is the only one that is shown, and is not the server. */
export const isMain = ({ ui, wide }: Page, tab: Ui['tab']): boolean => !wide && ui.tab === tab;
