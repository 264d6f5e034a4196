import type { Stores } from '../../../src/storage/stores.ts';

/** An empty store of one kind. Each `open` is another connection to the same place, as another process would have. */
export interface Place {
  open(): Promise<Stores>;
}
