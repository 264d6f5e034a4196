import type { Emoji, Json, User } from '../../world/types.ts';
import { userJson } from './users.ts';

/** @param by who has put it there, for those who may know */
export function emojiJson({ id, name, roles, animated }: Emoji, by?: User): Json {
  return {
    id,
    name,
    roles: [...roles],
    require_colons: true,
    managed: false,
    animated,
    available: true,
    ...(by ? { user: userJson(by) } : {}),
  };
}
