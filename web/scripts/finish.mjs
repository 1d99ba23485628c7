// After `vite build`: fails when a route's first load is over its budget, and puts a .gz beside each file that gains by it.
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const webroot = "target/classes/webroot";
const KB = 1024;
// First load, gzipped: the shell and the page's own chunks (those with an editor may be bigger). Style sheets count in both.
const budgets = { Audit: 480, Simulator: 480, Key: 480, other: 380 };
const cssBudget = 110;
const rawBudget = 2.7 * KB;

const manifest = JSON.parse(readFileSync(`${webroot}/.vite/manifest.json`, "utf8"));
rmSync(`${webroot}/.vite`, { recursive: true });

const sizes = new Map();
let raw = 0;
for (const name of readdirSync(webroot, { recursive: true })) {
  const path = join(webroot, name);
  if (!statSync(path).isFile()) continue;
  const content = readFileSync(path);
  const packed = gzipSync(content, { level: 9 });
  sizes.set(name, packed.length);
  raw += content.length;
  if (/\.(js|css|html|svg)$/.test(name) && packed.length < content.length * 0.9) writeFileSync(`${path}.gz`, packed);
}

function filesOf(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  chunk.css?.forEach((file) => seen.add(file));
  chunk.imports?.forEach((next) => filesOf(next, seen));
  return seen;
}

const sum = (files) => [...files].reduce((total, file) => total + (sizes.get(file) ?? 0), 0) / KB;
const shell = Object.keys(manifest).filter((key) => manifest[key].isEntry);
const routes = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry && key.startsWith("src/views/"));
const over = [];
const check = (what, value, budget) => {
  if (value > budget) over.push(`${what}: ${value.toFixed(0)} kB, budget ${budget} kB`);
  return `${what} ${value.toFixed(0)}`;
};

const lines = routes.map((key) => {
  const name = key.replace(/^.*\/|\.tsx$/g, "");
  const files = filesOf(key);
  shell.forEach((entry) => filesOf(entry).forEach((file) => files.add(file)));
  check(`style sheets of ${name}`, sum([...files].filter((file) => file.endsWith(".css"))), cssBudget);
  return check(name, sum(files), budgets[name] ?? budgets.other);
});
lines.push(check("everything, unpacked", raw / KB, rawBudget));
if (over.length > 0) {
  console.error(`web: over the size budget of scripts/finish.mjs\n  ${over.join("\n  ")}`);
  process.exit(1);
}
if (process.env.KEYTRAIL_SIZES) console.error(`web: first loads in kB gzipped: ${lines.join(", ")}`);
