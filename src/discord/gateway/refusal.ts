import { GatewayCloseCodes } from 'discord.js';

/** Why Discord does not let the bot in, and will not before somebody changes something. */
export type Refusal = 'token' | 'intents' | 'tooFewShards' | 'wrongShards' | 'outdated';

/**
 * The close codes after which connecting again is of no use:
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
 */
const finalCloses: ReadonlyMap<number, Refusal> = new Map<number, Refusal>([
  [GatewayCloseCodes.AuthenticationFailed, 'token'],
  [GatewayCloseCodes.InvalidShard, 'wrongShards'],
  [GatewayCloseCodes.ShardingRequired, 'tooFewShards'],
  [GatewayCloseCodes.InvalidAPIVersion, 'outdated'],
  [GatewayCloseCodes.InvalidIntents, 'outdated'],
  [GatewayCloseCodes.DisallowedIntents, 'intents'],
]);

/** What a close code of the gateway refuses for good; undefined where connecting again may help. */
export const refusalOf = (closeCode: number): Refusal | undefined => finalCloses.get(closeCode);

/** Discord does not let the bot in, at the start or later. */
export class DiscordRefuses extends Error {
  override readonly name = 'DiscordRefuses';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`Discord refuses: ${refusal}`);
    this.refusal = refusal;
  }
}
