/** The address cannot be listened on. The message says why and what to do, and quotes nothing but the address. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}
