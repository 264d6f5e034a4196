const FORUMS = [
  'default_reaction_emoji',
  'default_thread_rate_limit_per_user',
  'default_sort_order',
  'default_forum_layout',
  'default_tag_setting',
  'available_tags',
];
const CHANNELS = ['rtc_region', 'video_quality_mode', 'default_auto_archive_duration', ...FORUMS];
const ROLES = ['icon', 'unicode_emoji'];
const WEBHOOK_QUERY = ['thread_id'];

/**
 * What Discord documents of the routes that the sandbox has, and the sandbox does not do: fields of bodies, values of
 * queries. A request that asks for one of them is refused, and noted as a problem: nothing is taken and then left undone.
 */
export const GAPS: Readonly<Record<string, readonly string[]>> = {
  'POST /channels/#/messages': ['poll', 'sticker_ids', 'shared_client_theme'],
  'PATCH /channels/#/messages/#': ['sticker_ids'],
  'POST /webhooks/#/*': ['poll', 'avatar_url', 'thread_name', 'applied_tags'],
  'GET /webhooks/#/*/messages/#': WEBHOOK_QUERY,
  'PATCH /webhooks/#/*/messages/#': WEBHOOK_QUERY,
  'DELETE /webhooks/#/*/messages/#': WEBHOOK_QUERY,
  'GET /webhooks/#/*/messages/@original': WEBHOOK_QUERY,
  'PATCH /webhooks/#/*/messages/@original': WEBHOOK_QUERY,
  'DELETE /webhooks/#/*/messages/@original': WEBHOOK_QUERY,
  'POST /channels/#/webhooks': ['avatar'],
  'PATCH /webhooks/#': ['avatar'],
  'PATCH /webhooks/#/*': ['avatar'],
  'PATCH /channels/#': ['type', 'flags', 'icon', 'applied_tags', ...CHANNELS],
  'POST /guilds/#/channels': CHANNELS,
  'POST /channels/#/threads': ['message', 'applied_tags'],
  'POST /channels/#/invites': ['target_user_id', 'target_application_id', 'target_type', 'role_ids'],
  'GET /invites/*': ['guild_scheduled_event_id', 'target_channel_id', 'target_message_id'],
  'POST /guilds/#/roles': ROLES,
  'PATCH /guilds/#/roles/#': ROLES,
  'PATCH /guilds/#': ['region', 'icon', 'splash', 'banner', 'features', 'discovery_splash', 'home_header'],
  'PATCH /guilds/#/members/@me': ['avatar', 'banner', 'bio'],
  'PATCH /users/@me': ['avatar', 'banner'],
  'GET /channels/#/messages/#/reactions/*': ['type'],
};
