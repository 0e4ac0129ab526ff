import { createFixtureServer } from './fixture/server';

const port = Number(process.env['PORT'] ?? 8080);
createFixtureServer().listen(port, '127.0.0.1', () => {
  process.stdout.write(`fixture server on http://127.0.0.1:${port} (any password; "first" forces a change, "wrong" is refused)\n`);
});
