# escape=`

FROM mcr.microsoft.com/windows/servercore:ltsc2022
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue';"]

ENV GIT_VERSION 2.44.0
RUN Invoke-WebRequest -Uri ('https://example.com/git-{0}.zip' -f $env:GIT_VERSION) -OutFile git.zip; `
    Expand-Archive git.zip -DestinationPath C:\git; `
    # no longer needed
    Remove-Item git.zip -Force
RUN setx /M PATH $('C:\git\cmd;{0}' -f $env:PATH)
WORKDIR C:\build\
COPY . C:\build\
VOLUME C:\data
CMD ["C:\\build\\run.exe", "--verbose"]
