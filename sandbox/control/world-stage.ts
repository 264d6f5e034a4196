import type { Act } from './acts.ts';
import { moveBot } from './bot.ts';
import { createFaultSwitches } from './fault-switches.ts';
import { makeMove, setMemberRole } from './membership.ts';
import { answer } from './onboarding.ts';
import type { ControlParts } from './parts.ts';
import { attempt, newSession, type Session, suggest } from './sessions.ts';
import { changeRole, deleteChannel, setBotPermission } from './settings.ts';
import { snapshot } from './snapshot.ts';
import type { Stage } from './stage.ts';

type Interaction = Extract<Act, { is: 'slash' | 'useOn' | 'press' | 'select' }>;

/** The page's stage over the sandbox's world, its phones and its clock. */
export function createStage(parts: ControlParts): Stage {
  const { world, twilio, clock } = parts;
  const sessions = new Map<string, Session>();
  const watchers = new Set<() => void>();
  const faults = createFaultSwitches(parts);

  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };

  function person(id: string) {
    const user = world.users.get(id);
    return user?.bot === false ? user : undefined;
  }

  function sessionOf(viewerId: string): Session {
    const session = sessions.get(viewerId) ?? newSession();
    sessions.set(viewerId, session);
    return session;
  }

  function interact(act: Interaction): void {
    const actor = parts.actor(act.viewerId);
    const session = sessionOf(act.viewerId);
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
    void suggest(sessionOf(viewerId), asked, run, changed);
  }

  function submit({ viewerId, interactionId, fields }: Extract<Act, { is: 'submit' }>): string | undefined {
    const session = sessionOf(viewerId);
    const { modal } = session;
    if (modal?.interactionId !== interactionId) return 'This modal is no longer open.';
    void attempt(session, { is: 'modal' }, () => parts.actor(viewerId).submit(modal, fields), changed);
    return undefined;
  }

  function change(session: Session, next: Partial<Session>): void {
    Object.assign(session, next);
    changed();
  }

  return {
    view(viewerId, channelId) {
      const viewer = person(viewerId) ?? [...world.users.values()].find((user) => !user.bot);
      if (!viewer) throw new Error('Nobody is in the sandbox.');
      return snapshot(parts, viewer, channelId, sessionOf(viewer.id), faults.state());
    },
    act(act) {
      if ('viewerId' in act && !person(act.viewerId)) return 'There is no such person in the sandbox.';
      switch (act.is) {
        case 'slash':
        case 'useOn':
        case 'press':
        case 'select':
          interact(act);
          return undefined;
        case 'complete':
          complete(act);
          return undefined;
        case 'submit':
          return submit(act);
        case 'membership':
          return makeMove(parts, act.viewerId, act.userId, act.move);
        case 'directMessages':
          world.setDirectMessages(act.viewerId, act.open);
          return undefined;
        case 'role':
          return changeRole(parts, act.viewerId, act.roleId, act.move);
        case 'botPermission':
          return setBotPermission(parts, act.viewerId, act.permission, act.on);
        case 'acceptRules':
        case 'option':
          return answer(parts, act);
        case 'memberRole':
          return setMemberRole(parts, act);
        case 'deleteChannel':
          return deleteChannel(parts, act.viewerId, act.channelId);
        case 'bot':
        case 'hangUp':
          return moveBot(parts, act);
        case 'dismissModal':
          change(sessionOf(act.viewerId), { modal: null, failed: null, problem: null });
          return undefined;
        case 'dismissMessage':
          sessionOf(act.viewerId).dismissed.add(act.messageId);
          changed();
          return undefined;
        case 'reply':
          twilio.text(act.number, act.body);
          return undefined;
        case 'fault':
          faults.set(act.fault, act.on);
          changed();
          return undefined;
        case 'skip':
          void clock.skip(act.ms).then(changed);
          return undefined;
      }
    },
    file(viewerId, messageId, name) {
      const message = world.messages.get(messageId);
      const sees =
        message &&
        parts
          .actor(viewerId)
          .messages(message.channelId)
          .some(({ id }) => id === messageId);
      return sees ? message.attachments.find((attachment) => attachment.filename === name) : undefined;
    },
    watch(watcher) {
      const ends = [world.subscribe(watcher), twilio.subscribe(watcher), parts.line.watch(watcher)];
      watchers.add(watcher);
      return () => {
        watchers.delete(watcher);
        for (const end of ends) end();
      };
    },
  };
}
