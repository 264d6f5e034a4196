import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Ms } from '../clock.ts';
import type { FlowStep } from '../gate/journal/steps.ts';
import type { QueueLengths } from '../gate/ports.ts';
import type { Watched } from '../limits/breaker-watch.ts';
import { type Money, unitsOf } from '../limits/money.ts';
import { type Reply, replyClass } from './reply-class.ts';

/** Upper ends in seconds. Discord waits 3 s for a first answer. */
const ANSWER_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3];
/** Upper ends in seconds. Twilio is given up to a minute. */
const SEND_BUCKETS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60];

export interface MetricsSources {
  /** Asked at each scrape. */
  readonly queueLengths: QueueLengths;
  /** Whether interactions are taken now. */
  readonly isConnected: () => boolean;
  /** The breakers that are open now; a prefix is named by its country alone. */
  readonly openBreakers: () => readonly Omit<Watched, 'subject'>[];
  /** The day's money, where it has a limit. */
  readonly spent?: () => Promise<{ readonly spent: Money; readonly limit: Money } | undefined>;
  readonly brake?: () => BrakeState;
}

interface BrakeState {
  /** Requests of the last ten minutes that Discord refused. */
  readonly refused: number;
  /** Requests since the start that were not sent for it. */
  readonly held: number;
}

interface TwilioFailed extends Reply {
  readonly doing: 'send' | 'askStatus' | 'deliver' | 'settle' | 'forget' | 'askPrice' | 'lookUp';
}

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * What Prometheus may ask for. Every label comes from a list that this program knows (steps, countries, budgets, routes,
 * obstacles), never from a member, a server or a vendor's words.
 */
export function createMetrics(sources: MetricsSources) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  addGauges(registers, sources);
  addMoney(registers, sources);

  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `latchkey_${name}`, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
    new Histogram({ name: `latchkey_${name}`, help, labelNames, buckets, registers });

  const steps = counter('flow_steps_total', 'Steps of verifications, by step and country of the number.', [
    'step',
    'country',
  ]);
  const refusals = counter('refusals_total', 'Steps that went wrong, by step and cause.', ['step', 'cause']);
  const sends = histogram('send_seconds', 'From the wish for a code until Twilio answered.', ['step'], SEND_BUCKETS);
  const answers = histogram(
    'first_answer_seconds',
    'From an interaction to its first answer.',
    ['kind'],
    ANSWER_BUCKETS,
  );
  const unanswered = counter('unanswered_total', 'Interactions that ended without an answer that Discord took.', [
    'kind',
  ]);
  const discord = counter('discord_requests_total', 'Requests to Discord, by class of the answer.', ['class']);
  const twilio = counter('twilio_failures_total', 'What Twilio refused or did not deliver, by class.', [
    'doing',
    'class',
  ]);

  return {
    stepped({ step, country, why, ms }: FlowStep): void {
      steps.inc({ step, country: country ?? '' });
      if (why !== undefined) refusals.inc({ step, cause: why });
      const isSend = step === 'sent' || step === 'resent' || step === 'sendRefused';
      if (isSend && ms !== undefined) sends.observe({ step }, ms / 1000);
    },
    /** @param kind of interaction: the name of its command or route */
    answered: (kind: string, ms: Ms) => answers.observe({ kind }, ms / 1000),
    unanswered: (kind: string) => unanswered.inc({ kind }),
    discordReplied: (reply: Reply) => discord.inc({ class: replyClass(reply) }),
    /** @param failure of a request, or of a carrier that did not deliver what Twilio took */
    twilioFailed: ({ doing, status }: TwilioFailed) =>
      twilio.inc({ doing, class: doing === 'deliver' ? 'carrier' : replyClass({ status }) }),
    /** All of it in Prometheus' text format, of this type. */
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

/** The day's money. Without a limit there is none. */
function addMoney(registers: Registry[], { spent }: MetricsSources): void {
  new Gauge({
    name: 'latchkey_money_of_the_day',
    help: 'What the codes of this UTC day cost, and the most that they may, in units of the Twilio account. Only with SPEND_PER_DAY.',
    labelNames: ['of'],
    registers,
    async collect() {
      this.reset();
      const money = await spent?.().catch(() => undefined);
      if (!money) return;
      this.set({ of: 'spent' }, unitsOf(money.spent));
      this.set({ of: 'limit' }, unitsOf(money.limit));
    },
  });
}

/** What is asked at each scrape. */
function addGauges(registers: Registry[], { queueLengths, isConnected, openBreakers, brake }: MetricsSources): void {
  new Gauge({
    name: 'latchkey_queue_length',
    help: 'What waits in the store: roles that are owed, requests that the staff have not answered.',
    labelNames: ['queue'],
    registers,
    async collect() {
      this.reset();
      // No figure is truer than an old one; that the store is down is told by /readyz.
      const lengths = await queueLengths().catch(() => undefined);
      if (!lengths) return;
      this.set({ queue: 'roles_owed' }, lengths.rolesOwed);
      this.set({ queue: 'requests_open' }, lengths.requestsOpen);
    },
  });
  new Gauge({
    name: 'latchkey_breakers_open',
    help: 'Countries and prefixes that nothing is sent to now, as far as this process has met them.',
    labelNames: ['scope', 'channel', 'country'],
    registers,
    collect() {
      this.reset();
      for (const { scope, channel, country } of openBreakers()) this.inc({ scope, channel, country });
    },
  });
  new Gauge({
    name: 'latchkey_connected',
    help: '1 while every shard of this process is connected to Discord, else 0.',
    registers,
    collect() {
      this.set(isConnected() ? 1 : 0);
    },
  });

  const brakeGauge = (name: string, help: string, of: (state: BrakeState) => number) =>
    new Gauge({
      name: `latchkey_${name}`,
      help,
      registers,
      collect() {
        if (brake) this.set(of(brake()));
      },
    });
  brakeGauge(
    'discord_refused',
    'Requests of the last ten minutes that Discord answered with 401, 403 or 429.',
    ({ refused }) => refused,
  );
  brakeGauge(
    'discord_held_back',
    'Requests since the start that were not sent, as too many had been refused.',
    ({ held }) => held,
  );
}
