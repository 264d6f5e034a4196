/** What the page is told of a phone. */
export interface Phone {
  /** Null for a number that was texted but belongs to nobody in the sandbox. */
  readonly ownerId: string | null;
  /** E.164. */
  readonly number: string;
  /** The number as people write it. */
  readonly label: string;
  /** Replied STOP to the sender, and not START since. */
  readonly optedOut: boolean;
  /** Oldest first: those by SMS, and those by WhatsApp. */
  readonly texts: readonly Text[];
  readonly chats: readonly Text[];
  /** The latest call to it. */
  readonly call: PhoneCall | null;
}

export interface PhoneCall {
  readonly id: string;
  readonly from: string;
  /** `missed` is a call that nobody answered in time; a declined one is over. */
  readonly is: 'ringing' | 'talking' | 'over' | 'missed' | 'voicemail';
  /** When it was answered. */
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  /** What has been said so far, word by word. */
  readonly said: readonly string[];
  /** It waits for a key to be pressed. */
  readonly awaitsKey: boolean;
  readonly keys: string;
}

export interface Text {
  readonly id: string;
  /** `out` is the owner's reply. */
  readonly way: 'in' | 'out';
  readonly from: string;
  readonly body: string;
  readonly at: number;
}
