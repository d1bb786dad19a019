// The page of a one-time link: sends the form, keeps what was typed when something goes wrong.
(() => {
	const token = new URLSearchParams(location.search).get("k") || "";
	const page = document.getElementById("page");
	const form = document.querySelector("form[data-one-time]");
	if (!form) return;

	const box = document.createElement("div");
	box.className = "problem";
	box.setAttribute("role", "alert");
	box.hidden = true;
	form.append(box);

	const kept = `one-time:${token.slice(-8)}`;
	restore();
	form.addEventListener("input", () => {
		box.hidden = true;
		follow();
		keep();
	});
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		const problem = check();
		if (problem) return show_problem(...problem);
		ask_and_send(event.submitter);
	});
	follow();

	function values_of() {
		const values = {};
		for (const [name, value] of new FormData(form).entries()) {
			if (typeof value !== "string") continue;
			if (name in values) values[name] = [].concat(values[name], value);
			else values[name] = value;
		}
		return values;
	}

	// data-needed-if="attitude=Dissatisfied|result=Dissatisfied": shown as required while one of them holds
	function is_needed(element) {
		const values = values_of();
		return element.dataset.neededIf.split("|").some((rule) => {
			const [name, value] = rule.split("=");
			return [].concat(values[name] ?? "").includes(value);
		});
	}

	function follow() {
		for (const element of form.querySelectorAll("[data-needed-if]")) {
			element.closest(".field")?.classList.toggle("needed", is_needed(element));
		}
		for (const element of form.querySelectorAll("[data-shown-if]")) {
			element.dataset.neededIf = element.dataset.shownIf;
			element.hidden = !is_needed(element);
		}
	}

	function check() {
		for (const field of form.querySelectorAll("[data-required]")) {
			const name = field.dataset.required;
			if (!values_of()[name]?.length) return [field.dataset.problem, field];
		}
		for (const element of form.querySelectorAll("textarea[data-needed-if], input[data-needed-if]")) {
			if (is_needed(element) && !element.value.trim()) return [element.dataset.problem, element];
		}
		return null;
	}

	function show_problem(text, element) {
		box.textContent = text;
		box.hidden = false;
		if (element) {
			element.scrollIntoView({ block: "center" });
			(element.matches("input, textarea") ? element : element.querySelector("input"))?.focus({
				preventScroll: true,
			});
		}
	}

	function ask_and_send(button) {
		const extra = button?.name ? { [button.name]: button.value } : {};
		const question = button?.dataset.confirm || form.dataset.confirm;
		if (!question) return send(extra);
		form.querySelector(".confirm")?.remove();
		const panel = document.createElement("div");
		panel.className = "confirm";
		const text = document.createElement("p");
		text.textContent = question;
		const yes = make_button("确定提交", "yes", () => send(extra));
		const no = make_button("再看看", "no", () => panel.remove());
		panel.append(text, yes, no);
		form.append(panel);
		panel.scrollIntoView({ block: "end" });
		yes.focus();
	}

	function make_button(text, name, action) {
		const button = document.createElement("button");
		button.type = "button";
		button.className = name;
		button.textContent = text;
		button.addEventListener("click", action);
		return button;
	}

	let sending = false;
	async function send(extra) {
		if (sending) return;
		sending = true;
		const buttons = [...form.querySelectorAll("button")];
		buttons.forEach((button) => (button.disabled = true));
		try {
			const answer = await fetch("/api/method/deputy_affairs.one_time_links.submit", {
				method: "POST",
				credentials: "omit", // the link is the right to act, whoever is logged in on this device
				referrerPolicy: "no-referrer",
				headers: { "Content-Type": "application/json", Accept: "application/json" },
				body: JSON.stringify({ token, values: { ...values_of(), ...extra } }),
			});
			if (answer.status === 429) return show_problem("操作太频繁，请过一分钟再点一次。您填写的内容还在。");
			if (answer.status === 413) return show_problem("文字太长了，请精简后再提交。");
			const { message } = await answer.json();
			if (message?.html) return finish(message.html, message.state === "done");
			show_problem(message?.message || "没有提交成功，请过一会儿再试。您填写的内容还在。");
		} catch {
			show_problem("网络不通，没有提交成功。请检查网络后再点一次，您填写的内容还在。");
		} finally {
			sending = false;
			form.querySelector(".confirm")?.remove();
			buttons.forEach((button) => (button.disabled = false));
		}
	}

	function finish(html, done) {
		const typed = [...form.querySelectorAll("textarea")].map((e) => e.value.trim()).filter(Boolean);
		page.innerHTML = html; // from our own server, escaped there
		if (!done && typed.length) {
			const rest = document.createElement("section");
			const head = document.createElement("h2");
			head.textContent = "您刚才填写的文字（没有提交，可以复制）";
			const text = document.createElement("p");
			text.className = "pre";
			text.textContent = typed.join("\n");
			rest.append(head, text);
			page.append(rest);
			return;
		}
		try {
			sessionStorage.removeItem(kept);
			history.replaceState(null, "", location.pathname);
		} catch {
			// not every browser on a phone allows it
		}
		scrollTo(0, 0);
	}

	// A phone may drop the page while the deputy looks something up.
	function keep() {
		try {
			sessionStorage.setItem(kept, JSON.stringify(values_of()));
		} catch {
			// full or forbidden: then nothing is kept
		}
	}

	function restore() {
		let values = {};
		try {
			values = JSON.parse(sessionStorage.getItem(kept) || "{}");
		} catch {
			return;
		}
		for (const element of form.elements) {
			if (!(element.name in values)) continue;
			const value = [].concat(values[element.name]);
			if (["radio", "checkbox"].includes(element.type)) element.checked = value.includes(element.value);
			else if (element.matches("input:not([type=hidden]), textarea, select")) element.value = value[0];
		}
	}
})();
