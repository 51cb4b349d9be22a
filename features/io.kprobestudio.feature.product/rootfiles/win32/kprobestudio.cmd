@echo off
rem Starts Kprobe Studio with the Java of JAVA_HOME or of the path, 21 or later.
setlocal
set JAVA=java
if defined JAVA_HOME set JAVA=%JAVA_HOME%\bin\java
for %%L in ("%~dp0plugins\org.eclipse.equinox.launcher_*.jar") do set LAUNCHER=%%L
"%JAVA%" -Xmx2g -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -jar "%LAUNCHER%" -name "Kprobe Studio" %*
