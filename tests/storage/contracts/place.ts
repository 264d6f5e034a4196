import type { Ms } from '../../../src/clock.ts';
import type { StoreAddress, Stores } from '../../../src/storage/stores.ts';
import type { OpenOptions } from '../support.ts';

/** Empty stores of one kind, for one test. */
export interface Place {
  /** Where they are, for another process. */
  address(): Promise<StoreAddress>;
  /** Another connection to the same place, as another process would have. It is closed with the test. */
  open(options?: OpenOptions): Promise<Stores>;
  /** Time stands still there from now on, as far as a test can hold it. */
  hold(): void;
  /** Makes time pass there. */
  pass(time: Ms): Promise<void>;
  /** How exactly a test can hold time there. */
  readonly grain: Ms;
}
