import type { Hono } from 'hono';
import type { ControlParts } from './parts.ts';
import { controlRoutes } from './routes.ts';
import { createStage } from './world-stage.ts';

export type { ControlParts } from './parts.ts';

/** The sandbox's page and everything it asks for: to be mounted at `/`, on a loopback address only. */
export function createControl(parts: ControlParts): Hono {
  return controlRoutes(createStage(parts));
}
