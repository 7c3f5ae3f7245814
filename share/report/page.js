// What the page does beyond what it says: values under the pointer, a legend
// that switches series, tables that sort.  Without it nothing is missing.
"use strict";
(() => {
	const make = (name, cls, text) => {
		const e = document.createElement(name);
		if (cls) e.className = cls;
		if (text !== undefined) e.textContent = text;
		return e;
	};
	const all = (where, what) => [...where.querySelectorAll(what)];

	// ---- values under the pointer

	// The marks of a drawing: {x, y, series, cells}, x and y in its own units.
	const read = canvas => {
		const data = canvas.querySelector("script.marks");
		if (!data) return null;
		const { by, heads, unit, at } = JSON.parse(data.textContent);
		return { by, heads, at: at.map(([x, y, series, cells]) => ({ x, y, series, cells: cells && cells.map(c => when(c, unit)) })) };
	};

	// "2024-03-01" as the axis would say it: "Mar 2024" where the times are months.
	const when = (cell, unit) => {
		const [all, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(cell) ?? [];
		if (!all) return cell;
		const month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[m - 1];
		return unit === "year" ? y : unit === "quarter" ? `Q${Math.ceil(m / 3)} ${y}` : unit === "month" ? `${month} ${y}` : `${+d} ${month} ${y}`;
	};

	// What is told of a mark, or of several at one place: what they share is the
	// heading, what tells them apart are the lines.
	const tell = (tip, heads, marks, colour) => {
		const told = marks.filter(m => m.cells).sort((a, b) => a.y - b.y);
		const same = heads.map((_, i) => told.every(m => m.cells[i] === told[0].cells[i]));
		const list = make("dl");
		const line = (term, value, paint) => {
			const name = make("dt", "", term);
			if (paint) {
				const dot = make("i");
				dot.style.background = paint;
				name.prepend(dot);
			}
			list.append(name, make("dd", "", value));
		};
		tip.replaceChildren();
		if (told.length > 1) {
			const shared = heads.flatMap((_, i) => same[i] && told[0].cells[i] !== "–" ? [told[0].cells[i]] : []);
			if (shared.length) tip.append(make("b", "", shared.join(", ")));
			for (const m of told.slice(0, 12)) {
				const own = m.cells.filter((_, i) => !same[i]);
				line(own.length > 1 ? own.slice(0, -1).join(", ") : "", own.length ? own[own.length - 1] : "", colour(m.series));
			}
			if (told.length > 12) line(`and ${told.length - 12} more`, "");
		} else if (told.length) {
			heads.forEach((head, i) => line(head, told[0].cells[i]));
		}
		tip.append(list);
		return told.length > 0;
	};

	const watch = canvas => {
		const figure = canvas.closest(".drawing"), svg = canvas.querySelector("svg"), marks = read(canvas);
		if (!svg || !marks) return;
		const tip = make("div", "tip"), rings = [];
		let order = [], at = -1;
		tip.hidden = true;
		tip.setAttribute("role", "status");
		figure.append(tip);

		// The colour of a series, as its entry in the legend has it.
		const colour = k => {
			const sample = svg.querySelector(`.key[data-series="${k}"] :not(text, tspan, g)`);
			const style = sample && getComputedStyle(sample);
			return style && (style.fill !== "none" ? style.fill : style.stroke);
		};
		const seen = m => !svg.querySelector(`.series.off[data-series="${m.series}"]`);
		const hide = () => {
			tip.hidden = true;
			rings.splice(0).forEach(r => r.remove());
			at = -1;
		};
		const show = mark => {
			hide();
			const near = 0.75, axis = marks.by;
			const group = axis === "xy" ? [mark] : marks.at.filter(m => seen(m) && Math.abs(m[axis] - mark[axis]) < near);
			if (!tell(tip, marks.heads, group, colour)) return;
			for (const m of group) {
				const ring = document.createElementNS("http://www.w3.org/2000/svg", "circle");
				ring.setAttribute("class", "ring");
				ring.setAttribute("cx", m.x);
				ring.setAttribute("cy", m.y);
				ring.setAttribute("r", 4.5);
				svg.append(ring);
				rings.push(ring);
			}
			tip.hidden = false;
			place(mark);
		};
		const place = mark => {
			const frame = figure.getBoundingClientRect();
			const p = new DOMPoint(mark.x, mark.y).matrixTransform(svg.getScreenCTM());
			const x = p.x - frame.left, y = p.y - frame.top, gap = 14;
			const right = x + gap + tip.offsetWidth <= frame.width;
			const left = right ? x + gap : Math.max(0, x - gap - tip.offsetWidth);
			const top = Math.max(0, Math.min(y - tip.offsetHeight / 2, frame.height - tip.offsetHeight));
			tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
		};

		const find = event => {
			const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
			const away = m => {
				const dx = m.x - p.x, dy = m.y - p.y;
				// Along the other axis only where the first does not decide.
				return marks.by === "x" ? Math.abs(dx) + Math.abs(dy) / 1e4
					: marks.by === "y" ? Math.abs(dy) + Math.abs(dx) / 1e4 : Math.hypot(dx, dy);
			};
			let best = null, least = marks.by === "xy" ? 40 : Infinity;
			for (const m of marks.at) {
				const d = seen(m) && m.cells ? away(m) : Infinity;
				if (d < least) [best, least] = [m, d];
			}
			return best;
		};
		const point = event => {
			const mark = event.target.closest(".key") ? null : find(event);
			if (mark) show(mark); else hide();
		};
		svg.addEventListener("pointermove", point);
		svg.addEventListener("pointerdown", point);
		// A finger is lifted to read what it found; another place, or scrolling, ends it.
		svg.addEventListener("pointerleave", event => event.pointerType === "touch" || hide());
		svg.addEventListener("pointercancel", hide);
		document.addEventListener("pointerdown", event => svg.contains(event.target) || hide());

		// The same by keyboard: arrows go from mark to mark.
		const step = by => {
			order = marks.at.filter(m => seen(m) && m.cells);
			if (marks.by !== "xy") {
				const axis = marks.by, places = new Map(order.map(m => [Math.round(m[axis]), m]));
				order = [...places.values()].sort((a, b) => a[axis] - b[axis]);
			}
			if (!order.length) return;
			const next = Math.max(0, Math.min(order.length - 1, at + by));
			show(order[next]);
			at = next;
		};
		const keys = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };
		svg.setAttribute("tabindex", "0");
		svg.addEventListener("keydown", event => {
			if (event.target !== svg || event.ctrlKey || event.altKey || event.metaKey) return;
			if (event.key === "Escape") hide();
			else if (event.key in keys) {
				event.preventDefault();
				step(keys[event.key]);
			}
		});
		svg.addEventListener("blur", hide);
		svg.addEventListener("switched", hide);
	};

	// ---- the legend

	const legend = svg => {
		const names = [...new Set(all(svg, ".key").map(k => k.dataset.series))];
		const groups = k => all(svg, `.series[data-series="${k}"]`);
		if (names.length < 2 || !names.every(k => groups(k).length)) return;
		const set = (k, on) => {
			groups(k).forEach(g => g.classList.toggle("off", !on));
			all(svg, `.key[data-series="${k}"]`).forEach(g => g.setAttribute("aria-pressed", on));
		};
		const press = k => {
			set(k, groups(k)[0].classList.contains("off"));
			if (names.every(n => groups(n)[0].classList.contains("off"))) names.forEach(n => set(n, true));
			svg.dispatchEvent(new Event("switched"));
		};
		svg.setAttribute("role", "group");   // an "img" has nothing inside that can be reached
		names.forEach(k => {
			set(k, true);
			all(svg, `.key[data-series="${k}"]`).forEach((key, i) => {
				key.setAttribute("role", "button");
				key.setAttribute("aria-label", key.textContent.trim() || `Series ${+k + 1}`);
				if (i === 0) key.setAttribute("tabindex", "0");
				key.addEventListener("click", () => press(k));
				key.addEventListener("keydown", event => {
					if (event.key !== "Enter" && event.key !== " ") return;
					event.preventDefault();
					press(k);
				});
			});
		});
	};

	// ---- tables

	const value = (cell, number) => {
		if (cell.textContent === "–") return null;
		return number ? Number(cell.textContent.replaceAll(",", "").replace("−", "-")) : cell.textContent;
	};
	const sortable = table => {
		const heads = all(table, "thead th"), body = table.tBodies[0];
		heads.forEach((head, i) => {
			const button = make("button", "", head.textContent), number = head.classList.contains("n");
			button.type = "button";
			head.replaceChildren(button);
			button.addEventListener("click", () => {
				const down = head.getAttribute("aria-sort") === "ascending";
				heads.forEach(h => h.removeAttribute("aria-sort"));
				head.setAttribute("aria-sort", down ? "descending" : "ascending");
				const rows = [...body.rows].map(row => [value(row.cells[i], number), row]);
				const compare = (a, b) => number ? a - b : a.localeCompare(b, undefined, { numeric: true });
				// What is missing stays last, either way.
				rows.sort(([a], [b]) => a === null || b === null ? (a === null) - (b === null) : down ? compare(b, a) : compare(a, b));
				body.append(...rows.map(([, row]) => row));
			});
		});
	};

	all(document, ".canvas").forEach(watch);
	all(document, ".drawing svg").forEach(legend);
	all(document, "table.data").forEach(sortable);
})();
