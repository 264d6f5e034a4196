/**
 * What the page is told: one whole snapshot for one viewer after every change. Plain JSON, so that both sides share
 * these types and nothing else. Instants are milliseconds since the Unix epoch by the sandbox's clock.
 */
export interface PageView {
  readonly now: number;
  readonly viewerId: string;
  /** Whom one can play, in the order of the switcher. */
  readonly people: readonly Person[];
  readonly server: { readonly id: string; readonly name: string };
  /** Those the viewer sees. */
  readonly channels: readonly Channel[];
  readonly channelId: string;
  /** Of the open channel, oldest first, the viewer's own ephemeral ones included. */
  readonly messages: readonly Message[];
  readonly modal: Modal | null;
  /** The viewer's interaction that has no answer yet. */
  readonly waiting: Attempt | null;
  /** The viewer's last interaction, when the bot did not answer it in time. */
  readonly failed: Attempt | null;
  /** Why the viewer's last act was not possible, in a sentence. */
  readonly problem: string | null;
  /** What the viewer may run, subcommands listed one by one. */
  readonly commands: readonly Command[];
  readonly roles: readonly Role[];
  /** Whom mentions and user selects may name. */
  readonly users: readonly User[];
  readonly phones: readonly Phone[];
  readonly faults: Faults;
  readonly guide: Guide;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
}

export interface Person extends User {
  readonly locale: string;
  readonly admin: boolean;
  readonly roleIds: readonly string[];
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** Hidden from @everyone. */
  readonly locked: boolean;
}

/** `color` is 0xRRGGBB, 0 for none. */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly color: number;
}

export interface Message {
  readonly id: string;
  readonly author: User;
  readonly ephemeral: boolean;
  /** "… is thinking": a deferred answer that is still to come. */
  readonly loading: boolean;
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly components: readonly Component[];
  readonly createdAt: number;
  readonly editedAt: number | null;
  /** Who ran which command to get this message. */
  readonly interaction: { readonly user: string; readonly name: string } | null;
}

export interface Modal {
  readonly interactionId: string;
  readonly customId: string;
  readonly title: string;
  readonly components: readonly Component[];
}

export type Attempt =
  | { readonly is: 'command'; readonly name: string }
  | { readonly is: 'component'; readonly messageId: string; readonly customId: string }
  | { readonly is: 'modal' };

export interface Command {
  /** What the bot knows it by; a subcommand's path is separated by spaces. */
  readonly name: string;
  /** The name in the viewer's language. */
  readonly label: string;
  readonly description: string;
  readonly options: readonly CommandOption[];
}

export interface CommandOption {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Discord's ApplicationCommandOptionType: 3 string, 4 integer, 5 boolean, 6 user, 7 channel, 8 role, 9 mentionable, 10 number. */
  readonly type: number;
  readonly required: boolean;
  readonly choices: readonly { readonly name: string; readonly value: string | number }[];
}

export interface Phone {
  /** Null for a number that was texted but belongs to nobody in the sandbox. */
  readonly ownerId: string | null;
  /** E.164. */
  readonly number: string;
  /** The number as people write it. */
  readonly label: string;
  /** Replied STOP to the sender, and not START since. */
  readonly optedOut: boolean;
  /** Oldest first. */
  readonly texts: readonly Text[];
}

export interface Text {
  readonly id: string;
  /** `out` is the owner's reply. */
  readonly way: 'in' | 'out';
  readonly from: string;
  readonly body: string;
  readonly at: number;
}

export interface Faults {
  readonly undelivered: boolean;
  readonly landline: boolean;
  readonly twilioDown: boolean;
  readonly twilioSlow: boolean;
  readonly roleAboveBot: boolean;
}

/** What to suggest to someone who opens the page for the first time; null where there is nothing yet. */
export interface Guide {
  /** The first button that the bot posted for everyone, and where. */
  readonly button: { readonly label: string; readonly channelId: string } | null;
  readonly memberCommand: string | null;
  readonly adminCommand: { readonly name: string; readonly options: readonly string[] } | null;
}

/** A message or modal component as Discord's JSON has it; which fields are there depends on `type`. */
export interface Component {
  readonly type: number;
  readonly id?: number;
  readonly custom_id?: string;
  readonly components?: readonly Component[];
  readonly component?: Component;
  readonly accessory?: Component;
  readonly content?: string;
  readonly label?: string;
  readonly description?: string | null;
  readonly style?: number;
  readonly disabled?: boolean;
  readonly url?: string;
  readonly emoji?: { readonly name?: string | null };
  readonly placeholder?: string;
  readonly options?: readonly Choice[];
  readonly min_values?: number;
  readonly max_values?: number;
  readonly default_values?: readonly { readonly id: string }[];
  readonly channel_types?: readonly number[];
  readonly value?: string;
  readonly default?: boolean;
  readonly required?: boolean;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly accent_color?: number | null;
  readonly spoiler?: boolean;
  readonly divider?: boolean;
  readonly spacing?: number;
  readonly media?: { readonly url: string };
  readonly file?: { readonly url: string };
  readonly name?: string;
  readonly items?: readonly { readonly media: { readonly url: string }; readonly description?: string | null }[];
}

export interface Choice {
  readonly label: string;
  readonly value: string;
  readonly description?: string | undefined;
  readonly default?: boolean | undefined;
  readonly emoji?: { readonly name?: string | null } | undefined;
}

export interface Embed {
  readonly title?: string;
  readonly description?: string;
  readonly url?: string;
  readonly color?: number;
  readonly fields?: readonly { readonly name: string; readonly value: string; readonly inline?: boolean }[];
  readonly footer?: { readonly text: string };
}
