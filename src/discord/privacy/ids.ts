import { route } from '../interactions/ids.ts';

/** What a member can press on the page of their data. Each works on the data of the member who presses. */
export const privacyRoutes = {
  download: route('privacy', 'download'),
  delete: route('privacy', 'delete'),
  confirm: route('privacy', 'confirm'),
  keep: route('privacy', 'keep'),
} as const;
