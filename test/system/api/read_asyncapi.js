// Reads AsyncAPI documents as their own parser does, and prints what it finds:
// {file: {problems, operations}}.
const fs = require('fs');
const { Parser } = require('@asyncapi/parser');

function told(operation) {
  const reply = operation.reply();
  return {
    action: operation.action(),
    channels: operation.channels().all().map((channel) => channel.address()),
    messages: operation.messages().all().map((message) => message.name()),
    correlation: operation.messages().all().map((message) => message.correlationId().location()),
    reply: reply && {
      address: reply.address().location(),
      topic: reply.channel().bindings().get('kafka')?.value().topic,
      messages: reply.messages().all().map((message) => message.name()),
    },
  };
}

async function read(file) {
  const { document, diagnostics } = await new Parser().parse(fs.readFileSync(file, 'utf8'));
  const problems = diagnostics
    .filter((one) => one.code !== 'asyncapi-latest-version')
    .map((one) => `${one.path.join('/')}: ${one.message}`);
  const operations = document ? document.operations().all() : [];
  return { problems, operations: Object.fromEntries(operations.map((o) => [o.id(), told(o)])) };
}

(async () => {
  const found = {};
  for (const file of process.argv.slice(2)) found[file] = await read(file);
  console.log(JSON.stringify(found));
})();
