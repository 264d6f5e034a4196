import { randomUUID } from 'node:crypto';
import { openCarrier } from './app/carrier.ts';
import { createBackground } from './app/chores/background.ts';
import { createBeginnings } from './app/chores/beginnings.ts';
import { choresOf } from './app/chores/chores.ts';
import { openChronicle } from './app/chronicle.ts';
import { openConnection } from './app/connection.ts';
import { openDeadlines } from './app/deadlines.ts';
import { openGrants } from './app/grants.ts';
import { createIntake } from './app/intake.ts';
import { startListening } from './app/listening.ts';
import { openOwnStores } from './app/own-stores.ts';
import { finishInTime } from './app/process/stopping.ts';
import { createWitness } from './app/process/witness.ts';
import { createProving } from './app/proving.ts';
import { openRoles } from './app/roles.ts';
import { createRouting } from './app/routing.ts';
import { openWatch } from './app/watch.ts';
import type { Clock, SystemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { Refusal } from './discord/gateway/refusal.ts';
import { createPreflight } from './discord/preflight/preflight.ts';
import { createGoneServers } from './discord/privacy/gone-servers.ts';
import { createWithdrawal } from './discord/privacy/withdraw.ts';
import { createRequestBoard } from './discord/requests/board.ts';
import { createAccountNames } from './discord/rest/accounts.ts';
import { createDirectMessages } from './discord/rest/direct-messages.ts';
import { createRegistration } from './discord/rest/registration.ts';
import { createServers } from './discord/rest/servers.ts';
import { createStaffChannel } from './discord/staff-channel/channel.ts';
import type { View } from './discord/ui/parts.ts';
import { createLivePanels } from './discord/verify/live-panels.ts';
import type { FlowParts } from './discord/verify/parts.ts';
import { createAlone } from './gate/alone.ts';
import { createBilling } from './gate/journal/billing.ts';
import { createHearing } from './gate/journal/hearing.ts';
import { createRetention } from './gate/privacy/retention.ts';
import { createAdmission } from './gate/roster/admission.ts';
import { createMembers } from './gate/staff/members.ts';
import { createRequests } from './gate/staff/requests.ts';
import { nameless } from './limits/nameless.ts';
import { traceOf } from './log/trace.ts';
import type { Log } from './log.ts';
import { derivePeppers, oldestKey } from './otp/pepper.ts';
import { readLocales } from './text/locales.ts';
import { createTexts } from './text/texts.ts';

export interface AppParts {
  readonly clock: Clock & Partial<Pick<SystemClock, 'begin' | 'exact' | 'hear'>>;
  readonly log: Log;
  /** 32 bytes. */
  readonly secretKey: Buffer;
}

/** The running bot. */
export interface App {
  /**
   * Connects to Discord; resolves when interactions are answered. Rejects with `DiscordRefuses` when Discord does not let the bot in,
   * with `CannotListen` when metrics cannot be served.
   */
  start(): Promise<void>;
  /** Resolves when Discord lets the bot in no more, at the start or later: it is to be stopped. Never rejects. */
  readonly refused: Promise<Refusal>;
  /** Takes no more work, finishes what runs, as far as it ends within 8 s, and closes everything. */
  stop(): Promise<void>;
}

/**
 * Wires the bot together. The one place that knows every part. Throws `StoreUnavailable` when the store cannot be opened, and
 * `UnknownKey` when its numbers are under another key.
 */
export async function createApp(config: Config, { clock: givenClock, log, secretKey }: AppParts): Promise<App> {
  const { clock, marked, ...beginnings } = createBeginnings(givenClock);
  const witness = createWitness({ clock, log });
  const peppers = derivePeppers({ current: secretKey, previous: config.previousKeys });
  const stores = await openOwnStores(config, { secretKey, peppers, clock, beginnings, isSure: witness.isSure, log });
  const { roster, settings, blocks, journal, notes } = stores;
  const counters = nameless(stores.counters, oldestKey(peppers));
  const openBreakers = () => sendLimits.open(clock.now());
  const watchParts = { stores, connection: () => connection, openBreakers, clock, log };
  const watch = config.metrics && (await openWatch(config.metrics, watchParts));
  const connectionParts = { clock, log, request: witness.listening(watch?.traffic.request) };
  const connection = await openConnection(config, connectionParts);
  const { client, release, inNameOf } = connection;
  const { rest } = client;
  const botId = () => client.user?.id ?? '';
  const texts = createTexts(readLocales(new URL('../locales/', import.meta.url)));

  const { sms, deliveries, isRefusing } = openCarrier(config.twilio, {
    clock,
    log,
    onFailure: (one) => watch?.twilioFailed(one),
  });
  const panels = createLivePanels<View>(clock, (error) =>
    log.info({ cause: traceOf(error) }, 'a panel could not be redrawn'),
  );
  const { budgets, sendLimits, verifier } = createProving(config, {
    challenges: stores.challenges,
    counters,
    peppers,
    sms,
    clock,
    log,
  });
  const servers = createServers(rest, clock);
  const { roles, onKept, ...checks } = openRoles({ rest, settings, servers, counters, texts, botId, clock, log });
  const staffChannel = createStaffChannel({ rest, settings, servers, texts, clock, log });
  const told = { journal, desks: [staffChannel], watch, pepper: peppers.current, clock, log };
  const { chronicle, steps } = openChronicle(told);
  const heard = createHearing({ verifier, chronicle, redraw: panels.refresh });
  const billing = createBilling({ journal, sms, heard, clock });
  const { taking, departures, grants, newcomers, roleMove } = openGrants({
    stores,
    roles,
    onKept,
    chronicle,
    clock,
    log,
  });
  const members = createMembers({ roster, blocks, departures, taking, grants, verifier, chronicle, clock });
  const board = createRequestBoard({ rest, roster, servers, texts, log });
  const withdraw = createWithdrawal(rest, log);
  const requests = createRequests({
    ...stores,
    withdraw,
    counters,
    asking: budgets.requestsPerMember,
    trying: budgets.requestsTriedPerMember,
    board,
    chronicle,
    clock,
    newId: randomUUID,
  });
  const parts: FlowParts = {
    verifier,
    admission: createAdmission({ ...stores, departures, clock, peppers }),
    chronicle,
    steps,
    grants,
    roles,
    roster,
    settings,
    preflight: createPreflight({ rest, clock, botId, ...checks, intents: config.discord.intents }),
    requests,
    serverName: servers.name,
    accountName: createAccountNames(rest),
    writeTo: createDirectMessages(rest, (code) => log.info({ discordCode: code }, 'a direct message was not taken')),
    deliveries,
    billing,
    panels,
    texts,
    clock,
    log,
    policy: {
      codeLength: config.otp.length,
      ttl: config.otp.ttl,
      phone: { allowedCountries: config.allowedCountries },
    },
  };

  const isSure = () => witness.ask(rest);
  const asked = { client, peppers, botId, servers, isSure, inNameOf, sendLimits, isCarrierRefusing: isRefusing };
  const deadline = openDeadlines({ ...stores, ...parts, ...asked, requests: stores.requests });
  const hush = staffChannel.forget;
  const desks = { members, departures, taking, board, deadline, roleMove, release, inNameOf, hush, withdraw };
  const { definitions, handlers, route } = createRouting({ ...parts, ...desks, stores, rest, servers });

  const onError = (error: unknown) => log.warn({ cause: traceOf(error) }, 'a lease could not be kept');
  const alone = createAlone({ leases: stores.leases, clock, newId: randomUUID, onError });
  const registration = createRegistration({ rest, notes, alone, clock, log });
  const hearing = { client, stores, departures, newcomers, chronicle, marked, alone };
  const stopListening = startListening({ ...hearing, clock, log });
  const retention = createRetention({ ...stores, goneServers: createGoneServers(rest), clock, isSure });
  const background = createBackground({ alone, marked, clock, log });
  const work = { grants, taking, roleMove, bills: billing.look, deadline, retention };
  const chores = choresOf(work, { ...stores, clock }, config.discord);
  const intake = createIntake();

  async function finish(): Promise<void> {
    await Promise.all([intake.close(), registration.stop(), stopListening(), background.stop()]);
    await taking.settled();
    await staffChannel.stop();
  }

  return {
    refused: connection.refused,
    async start() {
      await watch?.listen();
      const handle = watch ? watch.traffic.timed(route, handlers) : route;
      const applicationId = await connection.connect(intake.through(marked(witness.stamping(handle))));
      await registration.start(applicationId, definitions);
      for (const chore of chores) background.start(chore);
    },
    async stop() {
      await finishInTime(finish(), { clock, log });
      panels.stop();
      deliveries.stop();
      await connection.close();
      await watch?.close();
      await stores.close();
    },
  };
}
