/* What the page's components share. Text is set as text. */

function node(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/* Files that are named by their content, fetched once; one that failed is asked for again. */
const documents = new Map();

function fetched(url) {
  if (!documents.has(url)) {
    documents.set(url, fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).catch((error) => { documents.delete(url); throw error; }));
  }
  return documents.get(url);
}
