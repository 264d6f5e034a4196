import { randomBytes } from 'node:crypto';
import type { REST } from 'discord.js';
import { memberCommand, verificationCommand } from '../../commands/member.ts';
import { privacyCommand } from '../../commands/privacy.ts';
import { setupCommand } from '../../commands/setup.ts';
import { statsCommand } from '../../commands/stats.ts';
import { verifyCommand } from '../../commands/verify.ts';
import type { Who } from '../base/member-ref.ts';
import type { Brake } from '../discord/brake/brake.ts';
import type { BulkSteps } from '../discord/bulk/parts.ts';
import type { Locks } from '../discord/channels/locks/locks.ts';
import type { Deadline } from '../discord/deadline/deadline.ts';
import { deadlineHandlers } from '../discord/deadline/handlers.ts';
import type { DoorSteps } from '../discord/door/handlers.ts';
import { createDrafts } from '../discord/interactions/drafts.ts';
import { createRouter, mergeHandlers } from '../discord/interactions/router.ts';
import type { ListSteps } from '../discord/list/parts.ts';
import type { StaffParts } from '../discord/member/parts.ts';
import { createTargetReader } from '../discord/member/target.ts';
import type { SwitchedIntent } from '../discord/preflight/obstacles.ts';
import type { PrivacySteps } from '../discord/privacy/page.ts';
import { directRoutes } from '../discord/requests/ids.ts';
import type { RequestSteps } from '../discord/requests/parts.ts';
import type { Servers } from '../discord/rest/servers.ts';
import type { Sender } from '../discord/setup/views/test-delivery.ts';
import { createPictures } from '../discord/stats/picture.ts';
import { begin } from '../discord/verify/begin.ts';
import { flowHandlers, outOfDate } from '../discord/verify/handlers.ts';
import type { FlowParts } from '../discord/verify/parts.ts';
import { createAskAgain } from '../gate/endings/asking.ts';
import type { Renewing } from '../gate/endings/renewing.ts';
import type { HelpRequest } from '../gate/ports.ts';
import { createPrivacy } from '../gate/privacy/privacy.ts';
import type { RoleCleanup } from '../gate/roles/role-cleanup.ts';
import type { RoleMove } from '../gate/roles/role-move.ts';
import type { Departures } from '../gate/roster/departures.ts';
import type { SettingsEditor } from '../gate/settings/editor.ts';
import { createDecisions } from '../gate/staff/decisions.ts';
import type { Members } from '../gate/staff/members.ts';
import type { StaffBoard } from '../gate/staff/requests.ts';
import { traceOf } from '../log/trace.ts';
import type { LineLookup, Lines } from '../otp/number/line-kind.ts';
import { createQueue } from '../otp/queue.ts';
import type { SendLimits } from '../otp/sending/send-limits.ts';
import type { SmsSender } from '../otp/sms.ts';
import type { Texts } from '../text/texts.ts';
import type { OpenBulk } from './bulk.ts';
import type { Joining } from './members/joining.ts';
import type { SharedStores } from './own-stores.ts';
import { type Pages, pageHandlers } from './pages/handlers.ts';
import { featurePages } from './pages/setup.ts';

export interface RoutingParts extends FlowParts, Pick<StaffParts, 'counters'> {
  readonly stores: SharedStores;
  readonly sms: SmsSender;
  readonly sendLimits: SendLimits;
  readonly newCode: () => string;
  readonly sender: Sender;
  readonly lines: Lines;
  /** Undefined where look-ups are off. */
  readonly lookUp: LineLookup | undefined;
  readonly rest: REST;
  readonly servers: Servers;
  readonly members: Members;
  readonly departures: Departures;
  readonly renewing: Renewing;
  readonly roleCleanup: RoleCleanup;
  readonly roleMove: RoleMove;
  readonly door: DoorSteps['door'];
  readonly board: StaffBoard;
  readonly editor: SettingsEditor;
  readonly locks: Locks;
  readonly deadline: Deadline;
  readonly bulkSteps: OpenBulk['bulkSteps'];
  readonly joining: Joining;
  readonly intents: readonly SwitchedIntent[];
  /** Lets be asked again what Discord refused at a server and these channels. */
  readonly release: Brake['release'];
  readonly inNameOf: Brake['inNameOf'];
  /** Says nothing more of a member to the staff of what waits to be said. */
  readonly hush: (who: Who) => void;
  /** Takes a request's message from the staff's eyes. Never throws. */
  readonly withdraw: (request: HelpRequest) => Promise<void>;
}

/** What `/setup` works with. */
const setupOf = (parts: RoutingParts) => ({
  ...parts,
  pendingRoles: parts.stores.pendingRoles,
  history: parts.stores.settingsHistory,
  openings: parts.stores.openings,
  askAgain: createAskAgain({ ...parts.stores, clock: parts.clock }),
  pages: featurePages(parts),
  looksUpLines: parts.lookUp !== undefined,
  ways: parts.policy.phone.ways ?? {},
  inTurn: createQueue(),
});

/** Everything that Discord can ask of the bot, each led to what answers it: what Discord is told of the commands, and the route. */
export function createRouting(parts: RoutingParts) {
  const { stores, rest, members, deadline, joining, settings, deliveries, languages, texts, log } = parts;
  const { blocks, journal } = stores;
  const { t } = texts.for('en-US');

  const staff: StaffParts = {
    ...parts,
    members,
    blocks,
    ...{ numberOnly: stores.numberOnly, requests: stores.requests },
    journal,
    readTarget: createTargetReader(rest),
  };
  const setup = setupOf(parts);
  const draw = createPictures((error) => log.warn({ cause: traceOf(error) }, 'the figures could not be drawn'));
  const privacy: PrivacySteps = {
    ...parts,
    privacy: createPrivacy({ ...parts, ...stores, unfollow: deliveries.forget }),
  };
  const requests: RequestSteps = {
    ...parts,
    requests: stores.requests,
    journal,
    decisions: createDecisions({ ...parts, ...stores }),
    goOn: (visit) => begin(parts, visit, true),
  };
  const bulk: BulkSteps = { ...parts, ...parts.bulkSteps };
  const list: ListSteps = { ...staff, ...parts.bulkSteps, memberList: stores.memberList, rest };
  const old = outOfDate(parts);
  const pages: Pages = {
    staff,
    bulk,
    list,
    requests,
    setup,
    times: { ...setup, ...stores, deadline },
    newcomers: { ...setup, ...joining },
    privacy,
  };

  const commands = [
    verifyCommand(parts),
    setupCommand(setup),
    memberCommand(staff, bulk, list),
    statsCommand({ ...parts, memberList: stores.memberList, journal, draw }),
    privacyCommand(privacy),
  ];
  const users = [verificationCommand(staff)];
  const handlers = mergeHandlers([
    {
      commands: Object.fromEntries(commands.map(({ key, run }) => [t(key), run])),
      users: Object.fromEntries(users.map(({ key, run }) => [t(key), run])),
    },
    flowHandlers(parts),
    deadlineHandlers({ deadline, settings }),
    ...pageHandlers(pages, old),
  ]);
  const route = createRouter(handlers, {
    languages,
    log,
    newReference: () => randomBytes(4).toString('hex'),
    direct: directRoutes,
    drafts: createDrafts(parts.clock),
    inNameOf: parts.inNameOf,
    outOfDate: old,
  });
  return { define: (all: Texts) => [...commands, ...users].map((command) => command.define(all)), handlers, route };
}
