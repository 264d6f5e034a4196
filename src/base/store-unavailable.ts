/** A store did not answer, or refused to write. Nothing was decided: the caller refuses and spends nothing. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
