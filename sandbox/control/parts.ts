import type { SandboxClock } from '../clock.ts';
import type { Actor } from '../discord/actor/actor.ts';
import type { TwilioWorld } from '../twilio/twilio.ts';
import type { Seeded } from '../world/seed.ts';
import type { World } from '../world/world.ts';

/** The bot's process, where the sandbox has one behind it. */
export interface BotProcess {
  /** Starts it again after it has ended. Never rejects. */
  start(): Promise<void>;
  /** What it said when it ended by itself; undefined while it runs. */
  lastWords(): string | undefined;
  /** Calls `changed` when it has started or ended. Returns the way to stop. */
  watch(changed: () => void): () => void;
}

/** The bot's connection to Discord, and its process behind it. */
export interface BotLine {
  connected(): boolean;
  isCutOff(): boolean;
  /** While on, the bot is away and hears of nothing. */
  cutOff(on: boolean): void;
  /** Closes every connection with a close code. */
  hangUp(code: number): void;
  /** Undefined where the sandbox has not started the bot. */
  readonly process: BotProcess | undefined;
  /** Calls `changed` whenever a connection begins or ends. Returns the way to stop. */
  watch(changed: () => void): () => void;
}

/** What of the sandbox the page shows and moves. */
export interface ControlParts {
  readonly world: World;
  readonly twilio: TwilioWorld;
  readonly clock: SandboxClock;
  /** Which server and channel the page opens. */
  readonly seeded: Seeded;
  readonly line: BotLine;
  /** By what the bot sends its codes, where that is known. */
  readonly codesBy: string | undefined;
  actor(userId: string): Actor;
}
