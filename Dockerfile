# The base needs Python 3.11 or newer with venv, and useradd. Another one: --build-arg BASE=...
# Pinned by the digest of its list of images, for every platform; docs/running.md says how to renew it.
ARG BASE=python:3.12.14-slim-trixie@sha256:78387bc3881b8273120a12ebe6c1ab22b018ccc2c9adf565ae1ac9b536e184ea
FROM ${BASE} AS build
WORKDIR /atlas
COPY requirements.lock ./
RUN python -m venv /opt/venv \
 && /opt/venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE LICENSE-DATA.md ./
COPY app app
COPY geo geo
COPY data data
COPY .streamlit .streamlit
RUN /opt/venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable . \
 && /opt/venv/bin/python -m compileall -q app geo

FROM ${BASE}
RUN useradd --system --uid 10001 --no-create-home atlas
COPY --from=build /opt/venv /opt/venv
WORKDIR /atlas
COPY --from=build /atlas /atlas
USER 10001
# On all interfaces of the container: which of the host's it is published on, `docker run` decides. A
# name other than localhost is allowed with --env CORRIDOR_ATLAS_ALLOWED_HOSTS=atlas.example.org.
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 HOME=/tmp CORRIDOR_ATLAS_HOST=0.0.0.0
EXPOSE 8501
# /_stcore/health says ok for an atlas that cannot read its data; /readyz does not.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/readyz', timeout=4).read()"]
# Everything written goes to /tmp, so the root file system may be read-only.
ENTRYPOINT ["corridor-atlas", "serve"]
