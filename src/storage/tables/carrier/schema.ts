import type { CarrierTask } from '../../../gate/ports.ts';

/** What kind of line a number is, under a digest of its fingerprint. */
export interface LineKindsTable {
  line_key: string;
  kind: string;
  looked_at: number;
}

/** What the carrier is still to be told about messages. */
export interface CarrierTasksTable {
  message_id: string;
  what: CarrierTask['what'];
  due_at: number;
  ends_at: number;
}
