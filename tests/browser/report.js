// report.js REPORT DASHBOARD [SVG HEATMAP PHONE]: both pages, two drawings, and a page
// of drawings made twice, in Chromium; TAP on stdout.
"use strict";
const { chromium } = require("playwright-core");

let checks = 0;
const ok = (good, name, found) => {
	console.log(`${good ? "ok" : "not ok"} ${++checks} - ${name}`);
	if (!good && found !== undefined) console.log(`# found: ${JSON.stringify(found)}`);
};
const is = (found, wanted, name) => ok(JSON.stringify(found) === JSON.stringify(wanted), name, found);

// For a page: WCAG 2's relative luminance of [red, green, blue], and contrast.
const measures = () => {
	window.parse = c => c.match(/[\d.]+/g).map(Number);
	const light = c => {
		const [r, g, b] = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	window.contrast = (one, other) => {
		const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
		return (a + 0.05) / (b + 0.05);
	};
};

// A page that is loaded and says what it should not: messages and requests.
const open = async (browser, file, options) => {
	const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
	const page = await context.newPage(), said = [];
	await page.addInitScript(measures);
	page.on("console", m => said.push(m.text()));
	page.on("pageerror", e => said.push(e.message));
	page.on("request", r => { if (r.url() !== `file://${file}`) said.push(r.url()); });
	await page.goto(`file://${file}`);
	return { page, said, close: () => context.close() };
};

// The middle of an element's box, or a point of a drawing's own units, on the screen.
const spot = (page, chart, x, y) => page.evaluate(([id, ux, uy]) => {
	const svg = document.querySelector(`#${id} .drawing svg`);
	svg.scrollIntoView({ block: "center", behavior: "instant" });
	const p = new DOMPoint(ux, uy).matrixTransform(svg.getScreenCTM());
	return [p.x, p.y];
}, [chart, x, y]);
const tip = page => page.evaluate(() => {
	const t = [...document.querySelectorAll(".tip")].find(e => !e.hidden);
	return t ? t.innerText.replace(/\s+/g, " ").trim() : null;
});

// Text whose contrast with what stands behind it is below 4.5 (3 where large).
const pale = page => page.evaluate(() => {
	const over = (top, below) => {
		const a = top[3] ?? 1;
		return [0, 1, 2].map(i => top[i] * a + below[i] * (1 - a));
	};
	const behind = e => {
		const layers = [];
		for (; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
		return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
	};
	const bad = [];
	for (const e of document.querySelectorAll("main *")) {
		const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
		const box = e.getBoundingClientRect(), style = getComputedStyle(e);
		if (!own || !box.width || e.tagName === "SCRIPT" || e.closest("title, desc")) continue;
		const back = behind(e), ink = over(parse(e.ownerSVGElement ? style.fill : style.color), back);
		const ratio = contrast(ink, back);
		const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && style.fontWeight >= 700);
		if (ratio < (large ? 3 : 4.5)) bad.push(`${e.tagName.toLowerCase()}.${e.getAttribute("class")}: ${ratio.toFixed(2)}`);
	}
	return bad;
});

const values = async browser => {
	const { page, said, close } = await open(browser, process.argv[2]);
	let [x, y] = await spot(page, "chart-1", 255, 300);

	is(await tip(page), null, "nothing is told before a pointer comes");
	await page.mouse.move(x, y);
	is(await tip(page), "Region South Revenue ($) 7,010.00", "a bar tells its value");
	[x, y] = await spot(page, "chart-2", 122, 100);
	await page.mouse.move(x, y);
	is(await tip(page), "Feb 2023 West 180 East 120", "lines tell the values of all series at one place");
	await page.mouse.move(5, 5);
	is(await tip(page), null, "and are silent when the pointer has gone");

	await page.locator("#chart-1 svg[tabindex]").focus();
	await page.keyboard.press("ArrowRight");
	is(await tip(page), "Region North Revenue ($) 9,120.50", "the arrow keys tell the first value");
	await page.keyboard.press("ArrowRight");
	is(await tip(page), "Region South Revenue ($) 7,010.00", "and the next");
	await page.keyboard.press("Escape");
	is(await tip(page), null, "Escape ends it");

	const drawn = k => page.evaluate(s => document.querySelector(`#chart-2 .series[data-series="${s}"]`).getClientRects().length > 0
		&& getComputedStyle(document.querySelector(`#chart-2 .series[data-series="${s}"]`)).display !== "none", k);
	await page.locator("#chart-2 .key").first().click();
	is([await drawn(0), await drawn(1)], [false, true], "a click in the legend hides its series");
	[x, y] = await spot(page, "chart-2", 122, 100);
	await page.mouse.move(x, y);
	is(await tip(page), "Month Feb 2023 Region West Revenue 180", "which then tells no value");
	await page.locator("#chart-2 .key").first().focus();
	await page.keyboard.press("Enter");
	is(await drawn(0), true, "Enter shows it again");

	await page.locator("#chart-1 summary").first().click();
	const heads = page.locator("#chart-1 details.numbers thead button"), first = () => page.locator("#chart-1 details.numbers tbody td:nth-child(2)").allInnerTexts();
	await heads.nth(1).click();
	is((await first()).slice(0, 2), ["3,000.00", "6,120.25"], "a click on a head sorts by number");
	await heads.nth(1).click();
	is(await first(), ["9,120.50", "7,010.00", "6,120.25", "3,000.00", "–"], "a second one the other way, what is missing last");

	is(said, [], "no message, no request");
	await close();
};

const reach = async browser => {
	const { page, close } = await open(browser, process.argv[2]);
	const order = [];

	for (let i = 0; i < 40; i++) {
		await page.keyboard.press("Tab");
		const at = await page.evaluate(() => {
			const e = document.activeElement, box = e.getBoundingClientRect();
			return e === document.body ? null : { what: e.tagName.toLowerCase(), y: Math.round(box.top + scrollY), card: e.closest(".card")?.id };
		});
		if (at === null) break;
		order.push(at);
	}
	ok(order.length > 12 && order.every((e, i) => i === 0 || e.card === undefined || order[i - 1].card === undefined || e.card >= order[i - 1].card),
		"Tab goes from card to card, in their order", order);
	is(order.filter(e => e.card === "chart-2").map(e => e.what), ["svg", "g", "g", "summary", "summary"], "within a card: drawing, legend, details");
	await close();
};

const plain = async browser => {
	const { page, said, close } = await open(browser, process.argv[2], { javaScriptEnabled: false });
	const sizes = await page.locator(".drawing svg").evaluateAll(all => all.map(e => e.getBoundingClientRect().height > 200));

	is(sizes, [true, true, true], "without JavaScript all charts are there");
	await page.locator("#chart-1 summary").first().click();
	ok(await page.locator("#chart-1 details.numbers td").first().isVisible(), "and their numbers open");
	is(said, [], "without a message");
	await close();
};

const legible = async (browser, file, name) => {
	for (const colorScheme of ["light", "dark"]) {
		const { page, close } = await open(browser, file, { colorScheme });
		await page.evaluate(() => document.querySelectorAll("details").forEach(d => { d.open = true; }));
		const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).every(v => v < 80));
		is(dark, colorScheme === "dark", `${name}: ${colorScheme} follows the system`);
		is(await pale(page), [], `${name}: ${colorScheme}: contrast of all text is at least 4.5 to 1`);
		await close();
	}
	for (const width of [360, 768, 1440]) {
		const { page, said, close } = await open(browser, file, { viewport: { width, height: 900 } });
		ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: at ${width} pixels nothing sticks out`);
		is(said, [], `${name}: no message, no request`);
		await close();
	}
};

const printed = async browser => {
	const { page, close } = await open(browser, process.argv[2], { colorScheme: "dark" });

	await page.emulateMedia({ media: "print" });
	is(await page.evaluate(() => [getComputedStyle(document.body).color.match(/\d+/g).every(v => v < 100),
		[...document.querySelectorAll("details:not([open])")].every(d => !d.getClientRects().length)]), [true, true],
		"on paper: dark on white also where the system is dark, nothing that would want a click");
	await close();
};

// A drawing by itself: light and dark as the system is, and as a page around it says.
const alone = async (browser, file) => {
	const inks = {};

	for (const colorScheme of ["light", "dark"]) {
		const { page, said, close } = await open(browser, file, { colorScheme });
		inks[colorScheme] = await page.evaluate(() => [".fill-ink", ".fill-paper"].map(e => getComputedStyle(document.querySelector(e)).fill));
		is(said, [], `a drawing alone, ${colorScheme}: no message, no request`);
		await close();
	}
	is(inks, { light: ["rgb(28, 33, 40)", "rgb(255, 255, 255)"], dark: ["rgb(233, 237, 241)", "rgb(20, 24, 29)"] }, "it is light or dark as the system is");
	const page = await browser.newPage({ colorScheme: "dark" });
	await page.setContent(`<style>:root { --viz-ink: #00ff00 }</style>${require("fs").readFileSync(file, "utf8")}`);
	is(await page.evaluate(() => getComputedStyle(document.querySelector(".fill-ink")).fill), "rgb(0, 255, 0)", "or as the page says that it stands in");
	await page.close();
};

// The numbers in a heat map's cells, each over the cell that it stands in.
const cells = async (browser, file) => {
	for (const colorScheme of ["light", "dark"]) {
		const { page, close } = await open(browser, file, { colorScheme });
		const ratios = await page.evaluate(() => [...document.querySelectorAll("text[class^=fill-o]")].map(t => {
			const box = t.getBoundingClientRect();
			const cell = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2).find(e => e.tagName === "polygon");
			return cell ? contrast(parse(getComputedStyle(t).fill), parse(getComputedStyle(cell).fill)) : 0;
		}));
		ok(ratios.length > 100 && Math.min(...ratios) >= 4.5, `heat map, ${colorScheme}: contrast of the numbers in its cells is at least 4.5 to 1`, [ratios.length, Math.min(...ratios)]);
		await close();
	}
};

// Drawings on a phone: whole, legible, with their values; and elsewhere the wide ones.
const small = async (browser, file) => {
	const { page, said, close } = await open(browser, file, { viewport: { width: 360, height: 740 }, hasTouch: true });
	const shown = () => page.evaluate(() => [...document.querySelectorAll(".canvas")].filter(c => c.getClientRects().length).map(c => {
		const svg = c.querySelector("svg"), box = svg.getBoundingClientRect(), zoom = svg.getScreenCTM().a;
		const texts = [...svg.querySelectorAll("text")].filter(t => t.getClientRects().length);
		return { narrow: c.classList.contains("narrow"), texts: texts.length,
			least: Math.min(...texts.map(t => parseFloat(getComputedStyle(t).fontSize) * zoom)),
			scrolls: c.scrollWidth > c.clientWidth || box.left < 0 || box.right > innerWidth,
			cut: texts.filter(t => (b => b.left < box.left - 1 || b.right > box.right + 1 || b.top < box.top - 1 || b.bottom > box.bottom + 1)(t.getBoundingClientRect())).map(t => t.textContent) };
	}));
	let all = await shown();

	ok(all.length === 9 && all.every(c => c.narrow && c.texts > 3), "on a phone each chart is shown as it was drawn for one", all);
	is(all.filter(c => c.scrolls), [], "nothing of them has to be scrolled to");
	is(all.flatMap(c => c.cut), [], "no text is cut off");
	ok(all.every(c => c.least >= 10.5), "no text is smaller than 10.5 pixels", all.map(c => c.least));
	const wrong = [];
	for (const id of await page.evaluate(() => [...document.querySelectorAll(".card")].map(c => c.id))) {
		const [x, y] = await page.evaluate(id => {
			const canvas = document.querySelector(`#${id} .narrow`), svg = canvas.querySelector("svg");
			const m = JSON.parse(canvas.querySelector(".marks").textContent).at[0];
			svg.scrollIntoView({ block: "center", behavior: "instant" });
			const p = new DOMPoint(m[0], m[1]).matrixTransform(svg.getScreenCTM());
			return [p.x, p.y];
		}, id);
		await page.touchscreen.tap(x, y);
		if (await tip(page) === null) wrong.push(id);
	}
	is(wrong, [], "a finger on a mark tells its value");
	is(said, [], "no message, no request");
	await page.setViewportSize({ width: 768, height: 900 });
	all = await shown();
	ok(all.length === 9 && all.every(c => !c.narrow && !c.scrolls && c.least >= 10.5), "where there is room the wide ones are shown", all);
	await close();
};

(async () => {
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
	try {
		await values(browser);
		await reach(browser);
		await plain(browser);
		await printed(browser);
		await legible(browser, process.argv[2], "report");
		await legible(browser, process.argv[3], "dashboard");
		if (process.argv[4]) await alone(browser, process.argv[4]);
		if (process.argv[5]) await cells(browser, process.argv[5]);
		if (process.argv[6]) await small(browser, process.argv[6]);
	} finally {
		await browser.close();
	}
})().catch(e => {
	console.error(e);
	process.exit(1);
});
