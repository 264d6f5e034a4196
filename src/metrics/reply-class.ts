/** How a request ended: with an HTTP status, or without an answer. */
export interface Reply {
  readonly status: number | undefined;
}

/** The few classes that statuses fall into. 429 is its own: it says too fast, not wrong. */
export function replyClass({ status }: Reply): string {
  if (status === undefined) return 'none';
  if (status === 429) return '429';
  return status >= 100 && status < 600 ? `${Math.floor(status / 100)}xx` : 'other';
}
