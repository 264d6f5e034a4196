import { createAnswering } from './app/answering.ts';
import { openBulk } from './app/bulk.ts';
import { openCarrier } from './app/carrier.ts';
import { createBeginnings } from './app/chores/beginnings.ts';
import { createWork } from './app/chores/work.ts';
import { openConnection } from './app/connection.ts';
import { openGate } from './app/gate.ts';
import { createIntake } from './app/intake.ts';
import { openWatch } from './app/monitoring.ts';
import { openOwnStores } from './app/own-stores.ts';
import { createClockCheck } from './app/process/clock-check.ts';
import { finishInTime } from './app/process/stopping.ts';
import { createProving } from './app/proving.ts';
import { openWording } from './app/wording.ts';
import type { Clock, SystemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { Refusal } from './discord/gateway/refusal.ts';
import type { View } from './discord/ui/parts.ts';
import { createLivePanels } from './discord/verify/live-panels.ts';
import { traceOf } from './log/trace.ts';
import type { Log } from './log.ts';
import { derivePeppers } from './otp/pepper.ts';
import type { Locales } from './text/locales.ts';

export interface AppParts {
  readonly clock: Clock & Partial<Pick<SystemClock, 'begin' | 'exact' | 'hear'>>;
  readonly log: Log;
  /** 32 bytes. */
  readonly secretKey: Buffer;
  /** Where texts come from; the folder `locales/`, unless told otherwise. */
  readonly locales?: Locales;
}

/** The running bot. */
export interface App {
  /**
   * Connects to Discord; resolves when interactions are answered. Rejects with `DiscordRefuses` when Discord does not let the bot in,
   * with `CannotListen` when metrics cannot be served.
   */
  start(): Promise<void>;
  /** Resolves once Discord was told of the commands after the start, or did not take them for now. */
  registered(): Promise<void>;
  /** Resolves when Discord lets the bot in no more, at the start or later: it is to be stopped. Never rejects. */
  readonly refused: Promise<Refusal>;
  /** Takes no more work, finishes what runs, as far as it ends within 8 s, and closes everything. */
  stop(): Promise<void>;
}

/**
 * Wires the bot together. The one place that knows every part. Throws `StoreUnavailable` when the store cannot be opened, and
 * `UnknownKey` when its numbers are under another key.
 */
export async function createApp(config: Config, parts: AppParts): Promise<App> {
  const { clock: givenClock, log, secretKey } = parts;
  const { clock, marked, ...beginnings } = createBeginnings(givenClock);
  const clockCheck = createClockCheck({ clock, log });
  const peppers = derivePeppers({ current: secretKey, previous: config.previousKeys });
  const storeParts = { secretKey, peppers, clock, beginnings, isSure: clockCheck.isSure, log };
  const { stores, counters } = await openOwnStores(config, storeParts);
  const openBreakers = () => proving.sendLimits.open(clock.now());
  const spent = () => proving.sendLimits.spent(clock.now());
  const watchParts = { stores, connection: () => connection, openBreakers, spent, clock, log };
  const watch = config.metrics && (await openWatch(config.metrics, watchParts));
  const connectionParts = { clock, log, request: clockCheck.listening(watch?.traffic.request) };
  const connection = await openConnection(config, connectionParts);
  const { client, release, inNameOf } = connection;
  const { rest } = client;
  const botId = () => client.user?.id ?? '';
  const { texts, namesOfCommands } = openWording(parts);
  const panels = createLivePanels<View>(clock, (error) =>
    log.info({ cause: traceOf(error) }, 'a panel could not be redrawn'),
  );
  const basics = { stores, counters, peppers, rest, botId, texts, panels, clock, log };

  const carrier = openCarrier(config, {
    tasks: stores.carrierTasks,
    clock,
    log,
    onFailure: (one) => watch?.twilioFailed(one),
  });
  const { sms } = carrier;
  const proving = createProving(config, { ...basics, ...carrier });
  const isSure = () => clockCheck.ask(rest);
  const gate = openGate({ ...basics, ...proving, isSure, sms, watch });
  const { bulk, bulkSteps } = await openBulk(config, { ...basics, ...gate });
  const discord = { client, release, inNameOf, isSure };
  const answering = createAnswering(config, { ...basics, ...carrier, ...proving, ...gate, ...discord, bulkSteps });
  const { define, handlers, route } = answering;
  const work = createWork(config, { ...basics, ...gate, ...answering, sms, bulk, client, marked, isSure });
  const intake = createIntake();

  async function finish(): Promise<void> {
    await Promise.all([intake.close(), work.stop()]);
    await gate.roleCleanup.settled();
    await Promise.all([gate.staffChannel.stop(), gate.settingsNews.stop()]);
  }

  return {
    refused: connection.refused,
    async start() {
      await watch?.listen();
      const handle = watch ? watch.traffic.timed(route, handlers) : route;
      const applicationId = await connection.connect(intake.through(marked(clockCheck.stamping(handle))));
      work.start(applicationId, async () => define(await namesOfCommands()));
    },
    registered: work.registered,
    async stop() {
      await finishInTime(finish(), { clock, log });
      panels.stop();
      carrier.deliveries.stop();
      await connection.close();
      await watch?.close();
      await stores.close();
    },
  };
}
