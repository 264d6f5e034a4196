import { type Context, Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import type { AuditEntry } from '../../world/types.ts';
import { auditLogJson } from '../json/audit.ts';
import { countIn, type Env, guildFor, type Kit, mustMay, type Routes } from '../kit.ts';
import { fieldError, refusals } from '../refusals.ts';

/** What was done in a server, and who did it. Needs View Audit Log. */
export function auditRoutes(kit: Kit): Routes {
  const { world } = kit;
  const routes = new Hono<Env>();

  routes.get('/guilds/:guild/audit-logs', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ViewAuditLog);
    const limit = countIn(context, 'limit', 50, 100);
    const after = idIn(context, 'after');
    const found = world.audit.entries(guild.id).filter(wantedBy(context));
    // Newest first, unless one reads on from an entry.
    const ordered = after === undefined ? found.toReversed() : found;
    return context.json(auditLogJson(ordered.slice(0, limit), world.users));
  });

  return routes;
}

function wantedBy(context: Context<Env>): (entry: AuditEntry) => boolean {
  const [by, target, action] = ['user_id', 'target_id', 'action_type'].map((name) => idIn(context, name));
  const [before, after] = ['before', 'after'].map((name) => idIn(context, name));
  return (entry) =>
    (by === undefined || by === BigInt(entry.by)) &&
    (target === undefined || target === BigInt(entry.targetId ?? 0)) &&
    (action === undefined || action === BigInt(entry.action)) &&
    (before === undefined || BigInt(entry.id) < before) &&
    (after === undefined || BigInt(entry.id) > after);
}

/** An id of the query, if it is there; anything else than digits is refused. */
function idIn(context: Context<Env>, name: string): bigint | undefined {
  const text = context.req.query(name);
  if (text === undefined) return undefined;
  if (/^\d{1,20}$/.test(text)) return BigInt(text);
  throw refusals.invalidForm(fieldError([name], 'NUMBER_TYPE_COERCE', `Value "${typeof text}" is not snowflake.`));
}
