# Latchkey in a container: it does not run as root, and writes only to /data.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without scripts: the only one downloads Node, which the image already has.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production \
    DATABASE_URL=sqlite:/data/latchkey.sqlite \
    METRICS_PORT=9464
RUN install --directory --owner=node --group=node --mode=700 /data
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY locales ./locales
COPY commands ./commands
COPY src ./src
USER node
VOLUME /data
# Checks that the bot runs and is connected to Discord. A new version may take minutes to update large tables.
HEALTHCHECK --interval=30s --timeout=5s --start-period=5m CMD ["node", "src/health.ts"]
CMD ["node", "src/start.js"]
