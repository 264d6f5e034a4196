import { createFaultSwitches } from './fault-switches.ts';
import type { ControlParts } from './parts.ts';
import { createSessions } from './session-acts.ts';
import { snapshot } from './snapshot.ts';
import type { Stage } from './stage.ts';
import { changeWorld } from './world-acts.ts';

/** The page's stage over the sandbox's world, its phones and its clock. */
export function createStage(parts: ControlParts): Stage {
  const { world, twilio, clock } = parts;
  const watchers = new Set<() => void>();
  const faults = createFaultSwitches(parts);

  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  const sessions = createSessions(parts, changed);

  function person(id: string) {
    const user = world.users.get(id);
    return user?.bot === false ? user : undefined;
  }

  return {
    view(viewerId, channelId) {
      const viewer = person(viewerId) ?? [...world.users.values()].find((user) => !user.bot);
      if (!viewer) throw new Error('Nobody is in the sandbox.');
      return snapshot(parts, viewer, channelId, sessions.of(viewer.id), faults.state());
    },
    act(act) {
      if ('viewerId' in act && !person(act.viewerId)) return 'There is no such person in the sandbox.';
      switch (act.is) {
        case 'slash':
        case 'useOn':
        case 'press':
        case 'select':
        case 'complete':
        case 'submit':
        case 'dismissModal':
        case 'dismissMessage':
        case 'findMembers':
          return sessions.act(act);
        case 'fault':
          faults.set(act.fault, act.on);
          changed();
          return undefined;
        case 'skip':
          void clock.skip(act.ms).then(changed);
          return undefined;
        default:
          return changeWorld(parts, act);
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
