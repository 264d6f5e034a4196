import { createLine, type Line, type LineDeps } from './line.ts';
import type { CallBook } from './model.ts';

/** The calls of the world. Faults take effect on calls placed while they are set. */
export function createCallBook(deps: LineDeps): CallBook {
  const lines = new Map<string, Line>();

  return {
    all: () => [...lines.values()].map((line) => line.call()),
    get: (sid) => lines.get(sid)?.call(),
    place(draft) {
      const line = createLine(draft, deps);
      const call = line.call();
      lines.set(call.sid, line);
      deps.changed();
      return call;
    },
    answer: (sid) => lines.get(sid)?.answer(),
    decline: (sid) => lines.get(sid)?.decline(),
    hangUp: (sid) => lines.get(sid)?.hangUp(),
    press: (sid, key) => lines.get(sid)?.press(key),
    end: (sid) => lines.get(sid)?.end(),
    forget: (sid) => lines.get(sid)?.forget(),
  };
}
