@rem On Windows the shell has no exec, by which npm start elsewhere leaves no shell between npm and the bot.
@%*
