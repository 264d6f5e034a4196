import type { Field, Fields } from '../discord/actor/modal-data.ts';
import type { Act } from './acts.ts';
import type { ControlParts } from './parts.ts';
import { attempt, newSession, type Session, suggest } from './sessions.ts';

/** What a person has the bot do. */
type Interaction = Extract<Act, { is: 'slash' | 'useOn' | 'press' | 'select' }>;

/** What a person does in their client: with the bot, or with what their client shows. */
export type SessionAct =
  | Interaction
  | Extract<Act, { is: 'complete' | 'submit' | 'dismissModal' | 'dismissMessage' | 'findMembers' }>;

/** The sessions of everybody who has looked at the page, and what people do in them. */
export interface Sessions {
  of(viewerId: string): Session;
  /** Does it. Answers with a sentence when it cannot be done, undefined when it is done or under way. */
  act(act: SessionAct): string | undefined;
}

export function createSessions(parts: ControlParts, changed: () => void): Sessions {
  const sessions = new Map<string, Session>();

  function of(viewerId: string): Session {
    const session = sessions.get(viewerId) ?? newSession();
    sessions.set(viewerId, session);
    return session;
  }

  function interact(act: Interaction): void {
    const actor = parts.actor(act.viewerId);
    const session = of(act.viewerId);
    switch (act.is) {
      case 'slash': {
        const run = () => actor.slash(act.name, act.options, { channelId: act.channelId });
        return void attempt(session, { is: 'command', name: `/${act.name}` }, run, changed);
      }
      case 'useOn': {
        const run = () => actor.useOn(act.name, act.targetId, { channelId: act.channelId });
        return void attempt(session, { is: 'command', name: act.name }, run, changed);
      }
      case 'press': {
        const { messageId, customId } = act;
        const run = () => actor.press(messageId, customId);
        return void attempt(session, { is: 'component', messageId, customId }, run, changed);
      }
      case 'select': {
        const { messageId, customId, values } = act;
        const run = () => actor.select(messageId, customId, values);
        return void attempt(session, { is: 'component', messageId, customId }, run, changed);
      }
    }
  }

  function complete({ viewerId, channelId, name, options, focused }: Extract<Act, { is: 'complete' }>): void {
    const asked = { command: name, option: focused, typed: String(options[focused] ?? '') };
    const run = () => parts.actor(viewerId).complete(name, options, focused, { channelId });
    void suggest(of(viewerId), asked, run, changed);
  }

  function submit({ viewerId, interactionId, fields }: Extract<Act, { is: 'submit' }>): string | undefined {
    const session = of(viewerId);
    const { modal } = session;
    if (modal?.interactionId !== interactionId) return 'This modal is no longer open.';
    void attempt(session, { is: 'modal' }, () => parts.actor(viewerId).submit(modal, withUploads(fields)), changed);
    return undefined;
  }

  function act(act: SessionAct): string | undefined {
    switch (act.is) {
      case 'complete':
        complete(act);
        return undefined;
      case 'submit':
        return submit(act);
      case 'dismissModal':
      case 'findMembers':
      case 'dismissMessage':
        look(of(act.viewerId), act);
        changed();
        return undefined;
      default:
        interact(act);
        return undefined;
    }
  }

  return { of, act };
}

/** What changes nothing but what a person looks at. */
function look(session: Session, act: Extract<Act, { is: 'dismissModal' | 'findMembers' | 'dismissMessage' }>): void {
  if (act.is === 'dismissModal') Object.assign(session, { modal: null, failed: null, problem: null });
  else if (act.is === 'dismissMessage') session.dismissed.add(act.messageId);
  else session.lookedFor = { query: act.query, page: act.page };
}

/** The fields as an actor takes them: files come as base64. */
function withUploads(fields: Extract<Act, { is: 'submit' }>['fields']): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]): [string, Field] => {
      if (!Array.isArray(value)) return [name, value];
      const texts = value.filter((one) => typeof one === 'string');
      if (texts.length > 0) return [name, texts];
      const files = value.filter((one) => typeof one === 'object');
      return [name, files.map(({ base64, ...file }) => ({ ...file, bytes: Buffer.from(base64, 'base64') }))];
    }),
  );
}
